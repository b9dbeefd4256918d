package dev.yunzhi.operator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {

  private static final Finding DENIAL =
      new Finding("SEC-016", Effect.DENY, "no", "不", "$.spec", List.of(), false, null);

  private final List<ObjectNode> log = new ArrayList<>();
  private final Decisions decisions =
      new Decisions(
          log::add,
          new TenantNamespaces(),
          new AgentLabels("replica-1", "home", null).json(),
          Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void aDecisionSaysWhoWhatAndWhereAndHoldsADigestInsteadOfTheObject() throws Exception {
    decisions.record(review(false), judgement(DENIAL));

    assertThat(log).hasSize(1);
    ObjectNode event = log.get(0);
    assertThat(event.path("decision_id").asText()).isEqualTo("u1");
    assertThat(event.path("path").asText()).isEqualTo("yunzhi/findings");
    assertThat(event.path("requested_by").asText()).isEqualTo("zhang");
    assertThat(event.at("/result/0/policy").asText()).isEqualTo("SEC-016");
    assertThat(event.path("input").toString())
        .isEqualTo(
            "{\"kind\":\"Pod\",\"namespace\":\"shop-web\",\"name\":\"web\",\"operation\":\"CREATE\","
                + "\"uid\":\"o1\",\"user\":\"zhang\",\"digest\":"
                // printf '{"b":1,"metadata":{"uid":"o1"}}' | sha256sum
                + "\"sha256:"
                + "0ae5b09b6f682a887e429873de23a94126c02eb22d9a630ecb675fbaeacf9294\","
                + "\"tenant\":\"shop\",\"department\":\"tax\"}");
  }

  @Test
  void aDryRunLeavesNoRecord() throws Exception {
    decisions.record(review(true), judgement(DENIAL));

    assertThat(log).isEmpty();
  }

  @Test
  void aReviewInWhichNothingWasFoundLeavesNoRecord() throws Exception {
    decisions.record(review(false), judgement());

    assertThat(log).isEmpty();
  }

  @Test
  void whatTheScanFindsIsADecisionOfItsOwnEachTime() throws Exception {
    var change = new ScanChange(review(false), judgement(DENIAL), List.of("SEC-019"));
    decisions.recordScan(List.of(change, change));

    assertThat(log).hasSize(2);
    ObjectNode event = log.get(0);
    assertThat(event.path("decision_id").asText())
        .isNotEqualTo("u1")
        .isNotEqualTo(log.get(1).path("decision_id").asText());
    assertThat(event.path("requested_by").asText()).isEmpty();
    assertThat(event.at("/input/operation").asText()).isEqualTo("SCAN");
    assertThat(event.at("/input/resolved").toString()).isEqualTo("[\"SEC-019\"]");
    assertThat(event.at("/input/tenant").asText()).isEqualTo("shop");
    assertThat(event.at("/result/0/policy").asText()).isEqualTo("SEC-016");
  }

  @Test
  void whatIsInNoNamespaceBelongsToTheDepartmentThatItNamesOrToNobody() throws Exception {
    ObjectNode node = (ObjectNode) review(false);
    node.remove("namespace");
    node.put("name", "machine");
    node.withObjectProperty("kind").put("kind", "Node");
    ObjectNode tenant = node.deepCopy().put("name", "shop");
    tenant.withObjectProperty("kind").put("kind", "Tenant");
    tenant.withObjectProperty("object").putObject("spec").put("department", "tax");

    for (ObjectNode object : List.of(node, tenant)) {
      decisions.recordScan(List.of(new ScanChange(object, judgement(DENIAL), List.of())));
    }

    assertThat(log.get(0).path("input").has("tenant")).isFalse();
    assertThat(log.get(0).path("input").has("department")).isFalse();
    assertThat(log.get(1).at("/input/tenant").asText()).isEqualTo("shop");
    assertThat(log.get(1).at("/input/department").asText()).isEqualTo("tax");
  }

  private static Judgement judgement(Finding... findings) {
    return new Judgement(List.of(findings), "r1", Duration.ofMillis(1));
  }

  private static JsonNode review(boolean dryRun) throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"uid": "u1", "operation": "CREATE", "namespace": "shop-web", "name": "web",
             "kind": {"group": "", "version": "v1", "kind": "Pod"}, "dryRun": %s,
             "userInfo": {"username": "zhang"},
             "object": {"metadata": {"uid": "o1"}, "b": 1}}
            """
                .formatted(dryRun));
  }

  private static final class TenantNamespaces implements Reader {
    @Override
    public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
      return kind.cast(
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(name)
              .addToLabels(Labels.TENANT, "shop")
              .addToLabels(Labels.DEPARTMENT, "tax")
              .endMetadata()
              .build());
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
      return List.of();
    }
  }
}
