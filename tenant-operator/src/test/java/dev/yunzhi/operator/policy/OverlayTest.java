package dev.yunzhi.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicySpec;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.RuleDigests;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<PolicyDescription> catalogue =
      List.of(
          rule(
              "GOV-007",
              """
              {"type": "object", "required": ["warnDays", "longest"], "additionalProperties": false,
               "properties": {"warnDays": {"type": "integer"}, "longest": {"type": "integer"}}}
              """,
              "{\"warnDays\": 30, \"longest\": 180}"),
          rule("SEC-016", "{}", "{}"));

  @Test
  void effectAndParametersOfAKnownRuleAreTaken() {
    var overlay =
        Overlay.of(
            List.of(policy("a", "2026-01-01", "GOV-007", Effect.WARN, "{\"warnDays\": 7}")),
            catalogue,
            RuleDigests.NONE);

    assertThat(overlay.effects()).isEqualTo(Map.of("GOV-007", dev.yunzhi.policy.Effect.WARN));
    assertThat(overlay.parameters()).isEqualTo(Map.of("GOV-007", json("{\"warnDays\": 7}")));
    assertThat(overlay.verdicts().get("a").accepted()).isTrue();
  }

  @Test
  void ofTwoForOneRuleTheOlderIsTaken() {
    var overlay =
        Overlay.of(
            List.of(
                policy("younger", "2026-02-01", "SEC-016", Effect.AUDIT, null),
                policy("older", "2026-01-01", "SEC-016", Effect.WARN, null)),
            catalogue,
            RuleDigests.NONE);

    assertThat(overlay.effects()).isEqualTo(Map.of("SEC-016", dev.yunzhi.policy.Effect.WARN));
    assertThat(overlay.verdicts().get("younger").reason().wire()).isEqualTo("Conflict");
    assertThat(overlay.verdicts().get("younger").message()).contains("Policy older");
  }

  @Test
  void anUnknownRuleIsAnsweredWithThoseThatThereAre() {
    var verdict = verdict(policy("a", "2026-01-01", "SEC-999", null, null));

    assertThat(verdict.reason().wire()).isEqualTo("UnknownPolicy");
    assertThat(verdict.message()).contains("SEC-999").contains("GOV-007, SEC-016");
  }

  @Test
  void aRuleOfItsOwnWaitsForTheBundleThatHasIt() {
    assertThat(verdict(ownRule("a", "SEC-901")).reason().wire()).isEqualTo("AwaitingBundle");
    assertThat(verdict(ownRule("a", "SEC-901")).accepted()).isFalse();

    var loaded = new ArrayList<>(catalogue);
    loaded.add(rule("SEC-901", "{}", "{}"));
    var overlay = Overlay.of(List.of(ownRule("a", "SEC-901")), loaded, RuleDigests.NONE);
    assertThat(overlay.verdicts().get("a").accepted()).isTrue();
    assertThat(overlay.effects()).isEqualTo(Map.of("SEC-901", dev.yunzhi.policy.Effect.WARN));
  }

  @Test
  void aRuleIsEnforcedOnceTheBundleHasItAsItIsWrittenAndKeepsItsEffectUntilThen() {
    var loaded = new ArrayList<>(catalogue);
    loaded.add(rule("SEC-901", "{}", "{}"));
    var own = ownRule("a", "SEC-901");
    var before = RuleDigests.NONE.with("SEC-901", own.getSpec().rego() + " # as it was");

    var waiting = Overlay.of(List.of(own), loaded, before);
    assertThat(waiting.verdicts().get("a").enforced()).isFalse();
    assertThat(waiting.verdicts().get("a").reason().wire()).isEqualTo("AwaitingBundle");
    assertThat(waiting.verdicts().get("a").message()).contains("as it was before");
    assertThat(waiting.effects()).containsEntry("SEC-901", dev.yunzhi.policy.Effect.WARN);

    var since = Overlay.of(List.of(own), loaded, before.with("SEC-901", own.getSpec().rego()));
    assertThat(since.verdicts().get("a").enforced()).isTrue();
    assertThat(since.effects()).isEqualTo(waiting.effects());
  }

  @Test
  void aPreviewOfARuleOfItsOwnNeedsNoBundleThatHasIt() {
    var preview = ownRule("a", "SEC-901");
    preview.setSpec(
        new PolicySpec(
            "SEC-901",
            Effect.DENY,
            null,
            null,
            "package yunzhi.policies.sec_901",
            null,
            null,
            true));
    var other = ownRule("b", "SEC-901");

    var overlay = Overlay.of(List.of(preview, other), catalogue, RuleDigests.NONE);

    assertThat(overlay.verdicts().get("a").reason().wire()).isEqualTo("Previewed");
    assertThat(overlay.verdicts().get("b").reason().wire()).isEqualTo("AwaitingBundle");
    assertThat(overlay.effects()).isEmpty();
  }

  @Test
  void twoThatBringOneRuleAreAConflictWhileItIsAwaited() {
    var overlay =
        Overlay.of(
            List.of(ownRule("a", "SEC-901"), ownRule("b", "SEC-901")), catalogue, RuleDigests.NONE);

    assertThat(overlay.verdicts().get("b").reason().wire()).isEqualTo("Conflict");
  }

  @Test
  void aStandardRuleIsNotReplaced() {
    var overlay = Overlay.of(List.of(ownRule("a", "SEC-016")), catalogue, RuleDigests.NONE);

    assertThat(overlay.verdicts().get("a").reason().wire()).isEqualTo("StandardPolicy");
    assertThat(overlay.effects()).isEmpty();
  }

  @Test
  void parametersThatTheRuleDoesNotTakeAreNamedAndLeftOut() {
    var wrong = policy("a", "2026-01-01", "GOV-007", Effect.WARN, "{\"warnDays\": \"soon\"}");
    var overlay = Overlay.of(List.of(wrong), catalogue, RuleDigests.NONE);

    assertThat(overlay.verdicts().get("a").reason().wire()).isEqualTo("InvalidParameters");
    assertThat(overlay.verdicts().get("a").message()).contains("warnDays");
    assertThat(overlay.effects()).isEmpty();
    assertThat(overlay.parameters()).isEmpty();
  }

  @Test
  void aRuleWithoutParametersTakesNone() {
    assertThat(verdict(policy("a", "2026-01-01", "SEC-016", null, "{\"x\": 1}")).message())
        .contains("takes no parameters");
  }

  @Test
  void aPreviewChangesNothingAndIsNoConflictUntilItIsLaidOver() {
    var inForce = policy("a", "2026-01-01", "GOV-007", Effect.WARN, "{\"warnDays\": 10}");
    var preview = policy("b", "2026-02-01", "GOV-007", Effect.DENY, null);
    var spec = preview.getSpec();
    preview.setSpec(
        new PolicySpec(
            spec.policy(),
            spec.effect(),
            spec.parameters(),
            spec.reason(),
            null,
            null,
            null,
            true));

    var overlay = Overlay.of(List.of(inForce, preview), catalogue, RuleDigests.NONE);

    assertThat(overlay.verdicts().get("b").accepted()).isFalse();
    assertThat(overlay.verdicts().get("b").reason().wire()).isEqualTo("Previewed");
    assertThat(overlay.effects()).containsEntry("GOV-007", dev.yunzhi.policy.Effect.WARN);
    var tried = overlay.with(preview);
    assertThat(tried.effects()).containsEntry("GOV-007", dev.yunzhi.policy.Effect.DENY);
    assertThat(tried.parameters()).isEmpty();
  }

  private Overlay.Verdict verdict(Policy policy) {
    return Overlay.of(List.of(policy), catalogue, RuleDigests.NONE)
        .verdicts()
        .get(policy.getMetadata().getName());
  }

  private static Policy policy(
      String name, String created, String rule, Effect effect, String parameters) {
    var policy = new Policy();
    policy.setMetadata(
        new ObjectMetaBuilder().withName(name).withCreationTimestamp(created).build());
    policy.setSpec(
        new PolicySpec(
            rule,
            effect,
            parameters == null ? null : json(parameters),
            null,
            null,
            null,
            null,
            null));
    return policy;
  }

  private static Policy ownRule(String name, String id) {
    var policy = policy(name, "2026-01-01", id, Effect.WARN, null);
    policy.setSpec(
        new PolicySpec(
            id, Effect.WARN, null, null, "package yunzhi.policies.sec_901", null, null, null));
    return policy;
  }

  private static PolicyDescription rule(String id, String schema, String parameters) {
    return new PolicyDescription(
        id,
        id.toLowerCase(Locale.ROOT).replace('-', '_'),
        "",
        "",
        "",
        "",
        "",
        "",
        dev.yunzhi.policy.Effect.DENY,
        List.of(),
        List.of(),
        json(schema),
        json(parameters));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
