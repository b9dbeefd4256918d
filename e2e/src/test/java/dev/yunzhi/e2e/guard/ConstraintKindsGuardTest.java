package dev.yunzhi.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.CommandResult;
import org.junit.jupiter.api.Test;

/** Whoever had the control-plane's credentials could destroy no kind but those of constraints. */
@OnGuardedEstate
class ConstraintKindsGuardTest {

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: tries.%1$s, labels: {yunzhi.dev/managed: "%2$s"}}
      spec:
        group: %1$s
        scope: Cluster
        names: {kind: Try, listKind: TryList, plural: tries, singular: try}
        versions:
          - name: v1beta1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object}}
      """;

  private final GuardedEstate estate;

  ConstraintKindsGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  private CommandResult asControlPlane(String input, String... line) {
    String[] all = new String[line.length + 1];
    System.arraycopy(line, 0, all, 0, line.length);
    all[line.length] =
        "--as=system:serviceaccount:%s:control-plane".formatted(Yunzhi.SYSTEM_NAMESPACE);
    return estate.cluster().kubectl(estate.cluster().kubeconfig(), input, all);
  }

  private CommandResult make(String group, String managed) {
    return asControlPlane(
        DEFINITION.formatted(group, managed), "create", "--dry-run=server", "-f", "-");
  }

  @Test
  void theControlPlaneMakesKindsOfConstraintsAndNoOthers() {
    make("constraints.gatekeeper.sh", "true").orThrow();

    assertThat(make("constraints.gatekeeper.sh", "false").stderr())
        .contains(
            "the control-plane of Yunzhi looks after the kinds of constraints that it made",
            "云治控制面只能管理");
    assertThat(make("example.com", "true").stderr()).contains("not tries.example.com");
  }

  @Test
  void itRemovesNoOtherKind() {
    CommandResult refused = asControlPlane("", "delete", "crd", "tenants.yunzhi.dev");

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("not tenants.yunzhi.dev");
  }
}
