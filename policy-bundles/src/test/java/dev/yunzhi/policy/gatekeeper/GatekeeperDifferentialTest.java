package dev.yunzhi.policy.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Opa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Templates of Gatekeeper find in our engine, all in one bundle, what each of them by itself and
 * unchanged finds in {@code opa eval}, message for message, where a match that is written in Rego
 * says that a constraint holds.
 */
class GatekeeperDifferentialTest {
  private static final int REVIEWS = 10_000;
  private static final long SEED = 20261125;
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+)");
  private static final EngineLimits LIMITS =
      new EngineLimits(1, Duration.ofSeconds(30), Duration.ofSeconds(30), 64);

  @TempDir Path folder;

  @Test
  void everyTemplateFindsWhatOpaFinds() throws Exception {
    List<TemplateFile> files = TemplateFile.all();
    int each = (REVIEWS + files.size() - 1) / files.size();
    int reviews = 0;
    int found = 0;
    List<String> differences = new ArrayList<>();
    try (ConstraintEngine bare =
        ConstraintEngine.load(
            TemplateFile.build(folder, files.stream().map(TemplateFile::template).toList()),
            LIMITS)) {
      for (TemplateFile file : files) {
        GeneratedReviews generated = new GeneratedReviews(SEED + file.template().name().hashCode());
        ObjectNode inventory = generated.inventory();
        List<ObjectNode> inputs = new ArrayList<>();
        for (int i = 0; i < each; i++) {
          inputs.add(generated.next());
        }
        JsonNode expected = expected(file, inventory, inputs);
        int before = found;
        try (ConstraintEngine engine = bare.withInventory(inventory)) {
          for (int i = 0; i < each; i++) {
            List<String> actual = violations(engine, file, inputs.get(i));
            differences.addAll(difference(file, inputs.get(i), texts(expected.get(i)), actual));
            found += actual.size();
          }
        }
        assertThat(found - before).as(file.template().kind()).isGreaterThan(each / 10);
        reviews += each;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(reviews).isGreaterThanOrEqualTo(REVIEWS);
    assertThat(found).as("violations in all").isGreaterThan(REVIEWS);
  }

  private static List<String> difference(
      TemplateFile file, ObjectNode input, List<String> expected, List<String> actual) {
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(actual);
    List<String> surplus = new ArrayList<>(actual);
    surplus.removeAll(expected);
    return missing.isEmpty() && surplus.isEmpty()
        ? List.of()
        : List.of(
            "%s: opa finds %s, the engine %s in %s"
                .formatted(file.template().kind(), missing, surplus, input));
  }

  private static List<String> violations(ConstraintEngine engine, TemplateFile file, ObjectNode one)
      throws EvaluationException {
    Review review =
        new Review(
            one.path("review"),
            one.path("namespace").isNull() ? null : one.path("namespace"),
            one.path("source").asText().equals("Generated") ? Source.GENERATED : Source.ORIGINAL,
            one.path("process").asText().equals("audit")
                ? EnforcementPoint.AUDIT
                : EnforcementPoint.WEBHOOK);
    ArrayNode found = TemplateFile.JSON.createArrayNode();
    for (Violation violation : engine.evaluate(review, file.constraints())) {
      found
          .addArray()
          .add(violation.constraint().name())
          .add(violation.message())
          .add(violation.details());
    }
    return texts(found);
  }

  private static List<String> texts(JsonNode found) {
    TreeSet<String> texts = new TreeSet<>();
    found.forEach(one -> texts.add(one.toString()));
    assertThat(texts).as("nothing is found twice").hasSize(found.size());
    return List.copyOf(texts);
  }

  /** For each input: {@code [constraint, msg, details]}, as opa finds them by the original Rego. */
  private JsonNode expected(TemplateFile file, ObjectNode inventory, List<ObjectNode> inputs)
      throws Exception {
    RegoSource source = file.template().source();
    Path bundle = Files.createDirectories(folder.resolve(file.template().name()));
    ObjectNode manifest = TemplateFile.JSON.createObjectNode();
    manifest.put("rego_version", 1);
    ObjectNode versions = manifest.putObject("file_rego_versions");
    Files.writeString(bundle.resolve("template.rego"), source.rego());
    versions.put("/template.rego", source.version());
    for (int i = 0; i < source.libs().size(); i++) {
      Files.writeString(bundle.resolve("lib" + i + ".rego"), source.libs().get(i));
      versions.put("/lib" + i + ".rego", source.version());
    }
    Files.writeString(bundle.resolve(".manifest"), manifest.toString());
    Files.copy(Path.of("src/test/resources/gatekeeper/match.rego"), bundle.resolve("match.rego"));
    Files.writeString(
        bundle.resolve("data.json"),
        TemplateFile.JSON.createObjectNode().set("inventory", inventory).toString());
    Matcher its = PACKAGE.matcher(source.rego());
    assertThat(its.find()).isTrue();
    String query =
        """
        [found | some one in input.inputs; found := {violation |
          some constraint in input.constraints
          data.oracle.matches(constraint, one)
          asked := {"review": one.review, "parameters": constraint.parameters}
          some v in data.%s.violation with input as asked
          violation := [constraint.metadata.name, v.msg, object.get(v, "details", {})]
        }]
        """
            .formatted(its.group(1));
    Path input = folder.resolve(file.template().name() + ".json");
    TemplateFile.JSON.writeValue(input.toFile(), input(file, inputs));
    Opa.Run run = Opa.run("eval", "--format", "json", "--input", input, "--bundle", bundle, query);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return TemplateFile.JSON.readTree(run.out()).at("/result/0/expressions/0/value");
  }

  private static ObjectNode input(TemplateFile file, List<ObjectNode> inputs) {
    ObjectNode input = TemplateFile.JSON.createObjectNode();
    ArrayNode all = input.putArray("inputs");
    for (ObjectNode one : inputs) {
      ObjectNode copy = one.deepCopy();
      if (copy.at("/review/operation").asText().equals("DELETE")) {
        // As Gatekeeper's webhook does before it asks OPA.
        ((ObjectNode) copy.path("review")).set("object", copy.at("/review/oldObject"));
      }
      all.add(copy);
    }
    ArrayNode constraints = input.putArray("constraints");
    for (int i = 0; i < file.constraints().size(); i++) {
      Constraint constraint = file.constraints().get(i);
      ObjectNode node = constraints.addObject();
      node.putObject("metadata").put("name", constraint.name());
      node.set("spec", file.yaml().get(i + 1).path("spec"));
      node.set("parameters", constraint.parameters());
    }
    return input;
  }
}
