package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class PolicyTest {

  private final OperatorEstate estate;

  PolicyTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(Objects.tenant("p-tenant", "Retain", "[{name: web}]", "{pods: '9'}"));
    estate.awaitReady(Tenant.class, "p-tenant", t -> t.getStatus().conditions());
  }

  @Test
  void aPodThatAPolicyForbidsIsRefusedInBothLanguagesAndADryRunToo() {
    CommandResult refused = estate.tryApply(pod("refused"));
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("Pod refused is refused by policy.")
        .contains("[SEC-019] $.spec.containers[0].image: ")
        .contains("Pod refused 不符合策略，已拒绝。");

    assertThat(
            estate
                .cluster()
                .kubectl(
                    estate.cluster().kubeconfig(),
                    pod("refused"),
                    "apply",
                    "--dry-run=server",
                    "-f",
                    "-")
                .succeeded())
        .isFalse();
  }

  @Test
  @Provokes({"Policy Enforced=True Enforced", "Policy Enforced=False Conflict"})
  void aPolicyObjectChangesTheEffectAndOneMoreForTheSameRuleIsAConflict() {
    estate.apply(policy("older", "SEC-019", "effect: Warn"));
    awaitEnforced("older", "True", "Enforced");
    CommandResult warned = estate.tryApply(pod("warned"));
    assertThat(warned.succeeded()).isTrue();
    assertThat(warned.stderr()).contains("Warning: [SEC-019]");

    estate.apply(policy("younger", "SEC-019", "effect: Audit"));
    awaitEnforced("younger", "False", "Conflict");
    estate.cluster().kubectl("delete", "policies.yunzhi.dev", "older").orThrow();
    awaitEnforced("younger", "True", "Enforced");

    estate.cluster().kubectl("delete", "policies.yunzhi.dev", "younger").orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> !estate.tryApply(pod("denied-again")).succeeded());
  }

  @Test
  @Provokes({"Policy Enforced=False UnknownPolicy"})
  void aRuleThatThereIsNotIsAnsweredWithThoseThatThereAre() {
    estate.apply(policy("unknown", "SEC-999", "effect: Warn"));
    awaitEnforced("unknown", "False", "UnknownPolicy");

    assertThat(estate.get(Policy.class, "unknown").getStatus().conditions().get(0).getMessage())
        .contains("GOV-003")
        .contains("SEC-019");
  }

  @Test
  @Provokes({"Policy Enforced=False AwaitingBundle", "Policy Enforced=False StandardPolicy"})
  void aRuleOfItsOwnWaitsForTheBundleThatHasItAndReplacesNoStandardOne() {
    estate.apply(policy("own-rule", "SEC-991", "rego: package yunzhi.policies.sec_991"));
    awaitEnforced("own-rule", "False", "AwaitingBundle");

    estate.apply(policy("no-rule-of-its-own", "SEC-016", "rego: package yunzhi.policies.sec_016"));
    awaitEnforced("no-rule-of-its-own", "False", "StandardPolicy");
  }

  @Test
  @Provokes({"Policy Enforced=False InvalidParameters"})
  void parametersThatTheRuleDoesNotTakeAreNamed() {
    estate.apply(policy("wrong", "GOV-007", "parameters: {warnDays: soon}"));
    awaitEnforced("wrong", "False", "InvalidParameters");

    assertThat(estate.get(Policy.class, "wrong").getStatus().conditions().get(0).getMessage())
        .contains("warnDays");
  }

  @Test
  @Provokes({
    "PolicyException Active=True Active",
    "PolicyException Active=True Ending",
    "PolicyException event ExceptionActive",
    "PolicyException event ExceptionEnding",
    "PolicyException event ExceptionEnded",
    "PolicyException Active=True UnknownPolicy",
    "PolicyException Active=False Ended"
  })
  void anExceptionLetsInWhatItNamesUntilItEnds() {
    Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
    estate.grantException(
        "p-tenant-web",
        "short",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: short, namespace: p-tenant-web}
        spec:
          policies: [SEC-019]
          kinds: [Pod]
          names: ["waived*"]
          reason: 测试
          expiresAt: "%s"
          requestedBy: nobody
        """
            .formatted(end));
    estate.grantException(
        "p-tenant-web",
        "misnamed",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: misnamed, namespace: p-tenant-web}
        spec:
          policies: [SEC-999]
          kinds: [Pod]
          names: ["nothing*"]
          reason: 测试
          expiresAt: "2027-10-31T00:00:00Z"
        """);
    estate.grantException(
        "p-tenant-web",
        "long",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: long, namespace: p-tenant-web}
        spec:
          policies: [SEC-018]
          kinds: [Pod]
          names: ["nothing*"]
          reason: 测试
          expiresAt: "2027-10-31T00:00:00Z"
        """);
    estate.apply(pod("waived-1"));
    assertThat(exception().getSpec().requestedBy()).isNotEqualTo("nobody").isNotBlank();

    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                exception().getStatus() != null
                    && exception().getStatus().state() == ExceptionState.ENDED);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    assertThat(estate.tryApply(pod("waived-2")).succeeded()).isFalse();
  }

  private PolicyException exception() {
    return estate
        .client()
        .resources(PolicyException.class)
        .inNamespace("p-tenant-web")
        .withName("short")
        .get();
  }

  private void awaitEnforced(String name, String status, String reason) {
    estate.awaitObject(
        Policy.class,
        name,
        p -> Objects.has(p, p.getStatus().conditions(), "Enforced", status, reason));
  }

  private static String policy(String name, String rule, String more) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: %s}
        spec:
          policy: %s
          %s
        """
        .formatted(name, rule, more);
  }

  private static String pod(String name) {
    return Objects.pod("p-tenant-web", name);
  }
}
