package dev.yunzhi.policy.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a constraint does at each enforcement point, and what happens when it cannot be told. */
class ConstraintEngineTest {
  private static final String TEMPLATE =
      """
      apiVersion: templates.gatekeeper.sh/v1
      kind: ConstraintTemplate
      metadata: {name: yznames}
      spec:
        crd:
          spec:
            names: {kind: YzNames}
            validation:
              openAPIV3Schema:
                type: object
                properties:
                  text: {type: string, default: by default}
                  each:
                    type: array
                    items:
                      type: object
                      properties:
                        level: {type: integer, default: 3}
        targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package yznames
              violation[{"msg": msg}] { msg := concat(" ", [input.parameters.text, input.review.object.metadata.name]) }
              violation[{"msg": 1}] { input.review.object.metadata.name == "number" }
              violation[{"msg": "slow"}] {
                input.review.object.metadata.name == "slow"
                count([1 | numbers.range(1, 3000)[_]; numbers.range(1, 3000)[_]]) == 0
              }
      ---
      """;

  @TempDir Path folder;

  private TemplateFile file(String... specs) throws Exception {
    StringBuilder yaml = new StringBuilder(TEMPLATE);
    for (int i = 0; i < specs.length; i++) {
      yaml.append(i > 0 ? "---\n" : "")
          .append(
              """
              apiVersion: constraints.gatekeeper.sh/v1beta1
              kind: YzNames
              metadata: {name: c%d}
              spec: %s
              """
                  .formatted(i, specs[i]));
    }
    return TemplateFile.read(yaml.toString());
  }

  private static Review review(String operation, String object, JsonNode namespace)
      throws Exception {
    return new Review(
        TemplateFile.JSON.readTree(
            "{\"operation\": \"%s\", %s}".formatted(operation, object.replace('\'', '"'))),
        namespace,
        Source.ORIGINAL,
        EnforcementPoint.WEBHOOK);
  }

  private static String pod(String name) {
    return "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '%s', 'namespace': 'n'}}"
        .formatted(name);
  }

  private ConstraintEngine engine(TemplateFile file, Duration timeLimit) throws Exception {
    return ConstraintEngine.load(
        TemplateFile.build(folder, List.of(file.template())),
        new EngineLimits(1, timeLimit, Duration.ofSeconds(5), 64));
  }

  @Test
  void eachActionHoldsAtItsEnforcementPoints() throws Exception {
    TemplateFile file =
        file(
            "{}",
            "{enforcementAction: dryrun, parameters: {text: dry}}",
            """
            {enforcementAction: scoped, parameters: {text: scoped}, scopedEnforcementActions: [
              {action: warn, enforcementPoints: [{name: Validation.gatekeeper.sh}]},
              {action: deny, enforcementPoints: [{name: validation.gatekeeper.sh}, {name: gator.gatekeeper.sh}]}]}
            """,
            "{enforcementAction: scoped, scopedEnforcementActions: [{action: deny,"
                + " enforcementPoints: [{name: audit.gatekeeper.sh}]}]}");
    try (ConstraintEngine engine = engine(file, Duration.ofSeconds(5))) {
      assertThat(engine.has("YzNames")).isTrue();
      assertThat(engine.has("YzOther")).isFalse();
      Review review = review("CREATE", "'object': " + pod("web"), null);
      assertThat(engine.evaluate(review, file.constraints()))
          .extracting(v -> v.constraint().id(), Violation::message, Violation::actions)
          .containsExactly(
              tuple("YzNames/c0", "by default web", Set.of(EnforcementAction.DENY)),
              tuple("YzNames/c1", "dry web", Set.of(EnforcementAction.DRYRUN)),
              tuple(
                  "YzNames/c2",
                  "scoped web",
                  Set.of(EnforcementAction.DENY, EnforcementAction.WARN)));
      Review audited = new Review(review.request(), null, Source.ORIGINAL, EnforcementPoint.AUDIT);
      assertThat(engine.evaluate(audited, file.constraints()))
          .extracting(v -> v.constraint().name())
          .containsExactly("c0", "c1", "c3");
    }
  }

  @Test
  void aDeletionIsJudgedByTheObjectThatWas() throws Exception {
    TemplateFile file = file("{match: {kinds: [{kinds: [Pod]}]}}");
    try (ConstraintEngine engine = engine(file, Duration.ofSeconds(5))) {
      Review review = review("DELETE", "'object': null, 'oldObject': " + pod("web"), null);
      assertThat(engine.evaluate(review, file.constraints()))
          .extracting(Violation::message)
          .containsExactly("by default web");
    }
  }

  @Test
  void whatCannotBeMatchedIsViolated() throws Exception {
    TemplateFile file = file("{match: {namespaceSelector: {matchLabels: {a: b}}}}", "{match: {}}");
    try (ConstraintEngine engine = engine(file, Duration.ofSeconds(5))) {
      Review review = review("CREATE", "'object': " + pod("web"), null);
      assertThat(engine.evaluate(review, file.constraints()))
          .extracting(Violation::message)
          .containsExactly(
              "match.namespaceSelector: the namespace n is not known", "by default web");
      assertThat(engine.evaluate(review("CONNECT", "'object': null", null), file.constraints()))
          .extracting(Violation::message)
          .containsExactly(
              "the review has neither an object nor an old object",
              "the review has neither an object nor an old object");
    }
  }

  @Test
  void aMessageThatIsNoStringAndAnEvaluationWithoutEndFail() throws Exception {
    TemplateFile file = file("{}");
    try (ConstraintEngine engine = engine(file, Duration.ofMillis(300))) {
      assertThatThrownBy(
              () ->
                  engine.evaluate(
                      review("CREATE", "'object': " + pod("number"), null), file.constraints()))
          .isInstanceOf(EvaluationException.class)
          .hasMessage("the template answered a msg that is no string: 1, in policy YzNames/c0");
      assertThatThrownBy(
              () ->
                  engine.evaluate(
                      review("CREATE", "'object': " + pod("slow"), null), file.constraints()))
          // Of time on a slow machine, of memory on a fast one.
          .isInstanceOf(EvaluationException.class)
          .hasMessageMatching(
              ".*(took longer than 300 ms and were stopped|opa_malloc: failed)"
                  + ", in policy YzNames/c0");
      assertThat(
              engine.evaluate(
                  review("CREATE", "'object': " + pod("web"), null), file.constraints()))
          .hasSize(1);
    }
  }

  @Test
  void parametersAreFilledInAtEveryDepth() throws Exception {
    TemplateFile file = file("{parameters: {text: null, each: [{}, {level: 1}]}}");
    assertThat(file.constraints().get(0).parameters().toString())
        .isEqualTo("{\"text\":\"by default\",\"each\":[{\"level\":3},{\"level\":1}]}");
  }
}
