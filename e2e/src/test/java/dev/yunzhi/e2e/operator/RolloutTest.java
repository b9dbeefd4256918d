package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy whose effect counts for a share of the departments. */
@OnOperatorEstate
class RolloutTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: rolled-out, namespace: rollout-tenant-web}
      spec:
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        automountServiceAccountToken: false
        containers:
          - name: main
            image: elsewhere.example/tool:latest
            imagePullPolicy: Always
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  private final OperatorEstate estate;

  RolloutTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(Objects.tenant("rollout-tenant", "Retain", "[{name: web}]", "{pods: '9'}"));
    estate.awaitReady(Tenant.class, "rollout-tenant", t -> t.getStatus().conditions());
  }

  @AfterEach
  void takeBack() {
    estate.cluster().kubectl("delete", "policies.yunzhi.dev", "rollout-images").orThrow();
  }

  @Test
  void forADepartmentThatIsNotAmongTheShareTheEffectIsAudit() {
    rollOut(0);
    await()
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(
            () -> {
              CommandResult passed = tryPod();
              assertThat(passed.stderr()).doesNotContain("SEC-019");
              assertThat(passed.succeeded()).isTrue();
            });

    rollOut(100);
    await()
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(() -> assertThat(tryPod().stderr()).contains("[SEC-019]"));
    // What the object says stays what it says; who is among the share is a matter of each review.
    assertThat(estate.get(Policy.class, "rollout-images").getStatus().effect()).hasToString("DENY");
  }

  private CommandResult tryPod() {
    return estate
        .cluster()
        .kubectl(estate.cluster().kubeconfig(), POD, "create", "--dry-run=server", "-f", "-");
  }

  private void rollOut(int percent) {
    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Policy
        metadata: {name: rollout-images}
        spec: {policy: SEC-019, effect: Deny, rollout: {percent: %d}}
        """
            .formatted(percent));
    estate.awaitObject(
        Policy.class,
        "rollout-images",
        p -> Objects.has(p, p.getStatus().conditions(), "Enforced", "True", "Enforced"));
  }
}
