package dev.yunzhi.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Policy objects lay over the rules by which the control-plane judges itself. */
class OwnJudgementTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KnownPolicies policies = new KnownPolicies();

  /** Nothing was published: the policies that came with the program. */
  private final OwnJudgement judgement =
      new OwnJudgement(new PublishedBundles(null, null), Optional.of(policies));

  @AfterEach
  void close() {
    judgement.close();
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private List<Finding> judge(int metres) throws IOException, EvaluationException {
    return judgement.judge(
        json(
            """
            {"review": {"operation": "CREATE", "name": "C-9",
               "kind": {"group": "register.yunzhi.dev", "version": "v1", "kind": "SensingDevice"},
               "object": {"metadata": {"name": "C-9"}, "spec": {"deviceType": "Camera"}}},
             "context": {"now": "2026-11-26T08:00:00Z", "devicesNear": [
               {"code": "C-1", "department": "police", "kind": "Camera", "shared": true,
                "metres": %d}]}}
            """
                .formatted(metres)));
  }

  @Test
  void warnsAsTheRuleSaysByItself() throws Exception {
    assertThat(judge(50)).singleElement().matches(Finding::warns);
    assertThat(judge(51)).isEmpty();
    assertThat(judgement.parameter("GOV-012", "metres").asInt()).isEqualTo(50);
    assertThat(judgement.parameter("GOV-999", "metres").isMissingNode()).isTrue();
  }

  @Test
  void aPolicyObjectSetsDistanceAndEffect() throws Exception {
    assertThat(judge(80)).isEmpty();
    policies.set("shared", "GOV-012", Effect.DENY, json("{\"metres\": 100}"), null);
    assertThat(judge(80)).singleElement().matches(Finding::denies);
    assertThat(judgement.parameter("GOV-012", "metres").asInt()).isEqualTo(100);
    policies.set("shared", "GOV-012", null, json("{\"metres\": 60}"), null);
    assertThat(judge(80)).isEmpty();
    assertThat(judge(60)).singleElement().matches(Finding::warns);
  }

  @Test
  void whatIsWrongOrOnlyTriedDoesNotCount() throws Exception {
    policies.set("wrong", "GOV-012", Effect.DENY, json("{\"metres\": \"far\"}"), null);
    assertThat(judge(50)).singleElement().matches(Finding::warns);
    policies.set("wrong", "GOV-012", Effect.DENY, json("{\"metres\": 5}"), true);
    assertThat(judge(50)).singleElement().matches(Finding::warns);
    policies.set("unknown", "GOV-999", Effect.DENY, null, null);
    assertThat(judge(50)).singleElement().matches(Finding::warns);
  }
}
