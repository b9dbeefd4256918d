package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.cli.Failures.Unusable;
import dev.yunzhi.policy.StandardPolicies;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule as its author has it: a folder with {@code <key>.rego} and {@code <key>_test.rego}, or a
 * file with the Policy that holds both.
 *
 * @param id for example {@code SEC-901}
 * @param rego the module
 * @param tests its tests; null has none
 */
record WrittenRule(String id, String rego, String tests) {

  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^package yunzhi\\.policies\\.([a-z0-9_]+)[ \\t]*$");

  /**
   * Reads one.
   *
   * @throws Unusable if there is none; the message says what is missing
   */
  static WrittenRule at(Path place) throws Unusable, IOException {
    if (!Files.exists(place)) {
      throw new Unusable("%s does not exist".formatted(place));
    }
    return Files.isDirectory(place) ? inFolder(place) : inPolicy(place);
  }

  private static WrittenRule inFolder(Path folder) throws Unusable, IOException {
    List<Path> modules = modules(folder, false);
    if (modules.size() != 1) {
      throw new Unusable(
          "%s must hold one .rego file beside its _test.rego; it holds %d"
              .formatted(folder, modules.size()));
    }
    String rego = Files.readString(modules.get(0));
    List<Path> tests = modules(folder, true);
    if (tests.size() > 1) {
      throw new Unusable(
          "%s must hold one _test.rego; it holds %d".formatted(folder, tests.size()));
    }
    return new WrittenRule(
        id(modules.get(0).toString(), rego),
        rego,
        tests.isEmpty() ? null : Files.readString(tests.get(0)));
  }

  /** The modules of a folder, or their tests. */
  static List<Path> modules(Path folder, boolean tests) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".rego"))
          .filter(file -> file.toString().endsWith("_test.rego") == tests)
          .sorted()
          .toList();
    }
  }

  private static WrittenRule inPolicy(Path file) throws Unusable, IOException {
    Policy policy;
    try {
      policy = new KubernetesSerialization().unmarshal(Files.readString(file), Policy.class);
    } catch (RuntimeException e) {
      policy = null;
    }
    if (policy == null || policy.getSpec() == null || policy.getSpec().rego() == null) {
      throw new Unusable(
          "%s must be a folder with a rule, or a Policy of yunzhi.dev with spec.rego"
              .formatted(file));
    }
    return new WrittenRule(
        policy.getSpec().policy(), policy.getSpec().rego(), policy.getSpec().tests());
  }

  private static String id(String where, String rego) throws Unusable {
    Matcher named = PACKAGE.matcher(rego);
    if (!named.find()) {
      throw new Unusable(
          "%s must have a line `package yunzhi.policies.<key>`, for example yunzhi.policies.sec_901"
              .formatted(where));
    }
    return StandardPolicies.id(named.group(1));
  }

  /** Its key among the policies, for example {@code sec_901}. */
  String key() {
    return StandardPolicies.key(id);
  }
}
