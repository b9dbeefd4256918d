package dev.yunzhi.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule without an example of its breach, and an example without a rule, are mistakes alike. */
class CrdRulesHaveExamplesTest {

  static Stream<String> plurals() throws IOException {
    return Crds.schemas().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("plurals")
  void rulesAndExamplesMatch(String plural) throws IOException {
    List<CrdRule> rules = rulesOf(Crds.schemas().get(plural));
    List<InvalidObject> examples =
        InvalidObject.all().stream().filter(example -> example.plural().equals(plural)).toList();

    assertThat(rules.stream().filter(rule -> examples.stream().noneMatch(rule::isBrokenBy)))
        .as("rules without an example")
        .isEmpty();
    assertThat(examples.stream().filter(e -> rules.stream().noneMatch(rule -> rule.isBrokenBy(e))))
        .as("examples without a rule")
        .isEmpty();
  }

  /** Of what people write: the status is the operator's alone. */
  private static List<CrdRule> rulesOf(JsonNode schema) {
    List<CrdRule> rules = new ArrayList<>(CrdRule.of("spec", schema.at("/properties/spec")));
    rules.add(new CrdRule("spec", "required", null));
    rules.addAll(CrdRule.inCel("metadata", schema));
    return rules;
  }
}
