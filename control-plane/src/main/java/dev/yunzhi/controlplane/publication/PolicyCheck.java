package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import dev.yunzhi.policy.PolicyDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a rule can stand beside the standard policies: opa takes it, it calls nothing that the
 * engine does not have, it has the form of a policy, and its tests pass. Thread-safe.
 */
final class PolicyCheck {
  /** The files as opa is given them; {@code spec.rego} is the field, too. */
  static final String RULE = "spec.rego";

  static final String TESTS = "spec_tests.rego";
  private static final String FORM = "form.rego";
  private static final String STANDARD = "standard";
  private static final String CAPABILITIES = "capabilities.json";

  /** Longer than the tests of one rule should take together. */
  private static final String TEST_LIMIT = "5s";

  private static final Pattern PACKAGE =
      Pattern.compile("(\\s*package[ \\t]+)([\\w.]+)[ \\t]*(?:[#;].*)?");

  /** Calls for each field of a finding, so that opa's type checker sees what is missing. */
  private static final String FORM_OF_FINDINGS =
      """
      package yunzhi.publication.form

      texts contains concat("", [found.path, found.message, found.messageZh]) if {
        some found in data.yunzhi.policies.%s.findings
      }
      """;

  private static final String CATALOGUE_ENTRY =
      """
      {"about": [about | about := data.yunzhi.policies.%1$s.about],\
       "findings": [type | type := type_name(data.yunzhi.policies.%1$s.findings)],\
       "entries": [entry | some entry in data.yunzhi.catalogue; entry.key == "%1$s"]}\
      """;

  private static final String NO_FINDINGS =
      "spec.rego must have findings, a set of objects with path, message and messageZh, each a"
          + " string";

  private static final List<String> ANNOTATIONS =
      List.of(
          "/title",
          "/description",
          "/custom/id",
          "/custom/titleZh",
          "/custom/descriptionZh",
          "/custom/remedy",
          "/custom/remedyZh",
          "/custom/effect",
          "/custom/kinds",
          "/custom/clauses");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Opa opa;
  private final Capabilities capabilities;
  private final Sources standard;

  PolicyCheck(Opa opa, Capabilities capabilities, Sources standard) {
    this.opa = opa;
    this.capabilities = capabilities;
    this.standard = standard;
  }

  /**
   * Checks one rule.
   *
   * @throws OpaException if opa cannot do its work, which says nothing about the rule
   * @throws IOException if there is no room for its files
   */
  Verdict check(RuleCandidate.Content content) throws OpaException, IOException {
    try (Workplace place = new Workplace()) {
      standard.write(place.folder().resolve(STANDARD));
      Files.writeString(place.folder().resolve(CAPABILITIES), capabilities.json());
      return check(content, place.folder());
    } catch (OpaException e) {
      if (e.isLimited()) {
        return refused(Reason.CHECK_FAILED, e.getMessage());
      }
      throw e;
    }
  }

  private Verdict check(RuleCandidate.Content content, Path folder)
      throws OpaException, IOException {
    String key = content.id().key();
    String wanted = "yunzhi.policies." + key;
    String wrong = wrongPackage(RULE, content.rego(), wanted);
    if (wrong == null && content.tests() != null) {
      wrong = wrongPackage("spec.tests", content.tests(), wanted + "_test");
    }
    if (wrong != null) {
      return refused(Reason.CHECK_FAILED, wrong);
    }
    List<String> modules = new ArrayList<>(List.of(STANDARD, RULE));
    Files.writeString(folder.resolve(RULE), content.rego());
    Files.writeString(folder.resolve(FORM), FORM_OF_FINDINGS.formatted(key));
    if (content.tests() != null) {
      Files.writeString(folder.resolve(TESTS), content.tests());
      modules.add(TESTS);
    }
    Verdict compiled = compile(modules, folder);
    if (compiled != null) {
      return compiled;
    }
    Verdict described = describe(content.id(), folder);
    if (described != null) {
      return described;
    }
    return content.tests() == null
        ? new Verdict(Reason.CHECKED, "opa takes the rule; it has no tests.")
        : test(wanted + "_test", modules, folder);
  }

  /**
   * What is wrong with the package; null when nothing is. Not opa's affair: in another package, a
   * module would be part of other policies.
   */
  private static String wrongPackage(String field, String module, String wanted) {
    int row = 0;
    for (String line : module.lines().toList()) {
      row++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      Matcher declared = PACKAGE.matcher(line);
      if (!declared.matches()) {
        break;
      }
      return declared.group(2).equals(wanted)
          ? null
          : "%s line %d, column %d: the package is %s; for this spec.policy it must be %s"
              .formatted(field, row, declared.start(2) + 1, declared.group(2), wanted);
    }
    return "%s line %d, column 1: it must begin with: package %s"
        .formatted(field, Math.max(1, row), wanted);
  }

  /** Null when opa takes it. */
  private Verdict compile(List<String> modules, Path folder) throws OpaException {
    List<String> arguments =
        new ArrayList<>(
            List.of("check", "--strict", "--format", "json", "--capabilities", CAPABILITIES));
    arguments.addAll(modules);
    arguments.add(FORM);
    Opa.Run run = opa.run(folder, arguments);
    if (run.exitCode() == 0) {
      return null;
    }
    List<Complaint> all = Complaint.of(run);
    List<Complaint> own = all.stream().filter(c -> !c.file().endsWith(FORM)).toList();
    if (own.isEmpty()) {
      return refused(Reason.CHECK_FAILED, NO_FINDINGS + ": " + all.get(0).message());
    }
    Set<String> missing =
        own.stream()
            .flatMap(c -> c.undefinedFunction().stream())
            .filter(capabilities.withheld()::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    return missing.isEmpty()
        ? refused(Reason.CHECK_FAILED, Complaint.text(own))
        : refused(
            Reason.UNKNOWN_BUILTIN,
            "%s. Policies may not call %s: the engine does not have it."
                .formatted(Complaint.text(own), String.join(", ", missing)));
  }

  /** Null when it says of itself what a policy has to. */
  private Verdict describe(RuleId id, Path folder) throws OpaException {
    Opa.Run run =
        opa.run(
            folder,
            List.of(
                "eval",
                "--format",
                "json",
                "--timeout",
                TEST_LIMIT,
                "--capabilities",
                CAPABILITIES,
                "--data",
                STANDARD,
                "--data",
                RULE,
                CATALOGUE_ENTRY.formatted(id.key())));
    if (run.exitCode() != 0) {
      return refused(Reason.CHECK_FAILED, Complaint.text(Complaint.of(run)));
    }
    JsonNode answer = read(run).at("/result/0/expressions/0/value");
    JsonNode about = answer.at("/about/0");
    List<String> missing =
        ANNOTATIONS.stream()
            .filter(path -> about.at(path).isMissingNode())
            .map(path -> path.substring(1).replace('/', '.'))
            .toList();
    if (!missing.isEmpty()) {
      return refused(
          Reason.CHECK_FAILED,
          "spec.rego must have METADATA on its package, and about :="
              + " rego.metadata.chain()[1].annotations; missing are "
              + String.join(", ", missing));
    }
    if (!answer.at("/findings/0").asText().equals("set")) {
      return refused(Reason.CHECK_FAILED, NO_FINDINGS);
    }
    String named = about.at("/custom/id").asText();
    if (!named.equals(id.value())) {
      return refused(
          Reason.CHECK_FAILED,
          "custom.id in the METADATA of spec.rego is %s; it must be spec.policy, %s"
              .formatted(named, id));
    }
    try {
      JSON.convertValue(answer.at("/entries/0"), PolicyDescription.class);
      return null;
    } catch (IllegalArgumentException e) {
      return refused(
          Reason.CHECK_FAILED,
          "the METADATA of spec.rego is not that of a policy: "
              + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Verdict test(String testPackage, List<String> modules, Path folder) throws OpaException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "test",
                "--format",
                "json",
                "--timeout",
                TEST_LIMIT,
                "--capabilities",
                CAPABILITIES));
    arguments.addAll(modules);
    Opa.Run run = opa.run(folder, arguments);
    int passed = 0;
    List<Complaint> failed = new ArrayList<>();
    if (run.out().isBlank()) {
      return refused(Reason.TESTS_FAILED, Complaint.text(Complaint.of(run)));
    }
    for (JsonNode result : read(run)) {
      if (result.path("package").asText().equals("data." + testPackage)) {
        String name = result.path("name").asText();
        if (result.has("error")) {
          failed.add(
              Complaint.at(
                  result.path("location"),
                  name + " ended in an error: " + result.at("/error/message").asText()));
        } else if (result.path("fail").asBoolean()) {
          failed.add(Complaint.at(result.path("location"), name + " fails"));
        } else if (!result.path("skip").asBoolean()) {
          passed++;
        }
      }
    }
    if (!failed.isEmpty()) {
      return refused(Reason.TESTS_FAILED, Complaint.text(failed));
    }
    return passed == 0
        ? refused(Reason.TESTS_FAILED, "spec.tests has no rule whose name begins with test_")
        : new Verdict(
            Reason.CHECKED, "opa takes the rule, and its tests pass: %d.".formatted(passed));
  }

  private static JsonNode read(Opa.Run run) throws OpaException {
    try {
      return JSON.readTree(run.out());
    } catch (JsonProcessingException e) {
      throw OpaException.failed("opa answered no JSON: " + run.err(), e);
    }
  }

  private static Verdict refused(Reason reason, String message) {
    return new Verdict(reason, message);
  }
}
