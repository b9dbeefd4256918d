package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The Rego policies, checked and tested by the real opa. */
class RegoTest {
  @TestFactory
  List<DynamicTest> everyRegoTestPasses() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode results = Opa.run("test", "--format", "json", Opa.POLICIES, Opa.TESTS).json();
    for (JsonNode result : results) {
      String name = result.path("package").asText() + "." + result.path("name").asText();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                assertThat(result.has("fail")).as(result.toString()).isFalse();
                assertThat(result.has("error")).as(result.toString()).isFalse();
                assertThat(result.has("skip")).as(result.toString()).isFalse();
              }));
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests;
  }

  @Test
  void theTestsReachEveryLineOfThePolicies() throws Exception {
    JsonNode report = Opa.run("test", "--coverage", Opa.POLICIES, Opa.TESTS).json();
    assertThat(report.path("files")).as("covered files").isNotEmpty();
    report
        .path("files")
        .properties()
        .forEach(
            file ->
                assertThat(file.getValue().path("not_covered"))
                    .as(file.getKey() + ": lines that no test reaches")
                    .isEmpty());
  }

  @Test
  void thePoliciesAreStrictlyCorrect() throws Exception {
    assertThat(Opa.run("check", "--strict", Opa.POLICIES, Opa.TESTS))
        .satisfies(
            run -> assertThat(run.exitCode()).as("opa check: " + run.out() + run.err()).isZero());
  }

  @Test
  void thePoliciesAreFormatted() throws Exception {
    assertThat(Opa.run("fmt", "--list", Opa.POLICIES, Opa.TESTS).out())
        .as("files that `opa fmt --write` would change")
        .isBlank();
  }
}
