package dev.yunzhi.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.operator.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever had the operator's credentials could bring a tenant to a standstill, and not run in it.
 */
@OnGuardedEstate
class OperatorGuardTest {

  private static final String CRON_JOB =
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: nightly, namespace: %s}
      spec:
        schedule: "0 3 * * *"
        jobTemplate:
          spec:
            template:
              spec: {restartPolicy: Never, containers: [{name: main, image: registry.example/tool}]}
      """;

  private final GuardedEstate estate;

  OperatorGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  @BeforeEach
  void aCronJobInATenantAndOneElsewhere() {
    for (String namespace : new String[] {GuardedEstate.TENANT_NAMESPACE, "default"}) {
      estate
          .cluster()
          .kubectl(estate.cluster().kubeconfig(), CRON_JOB.formatted(namespace), "apply", "-f", "-")
          .orThrow();
    }
  }

  @Test
  void itSuspendsInTenantsOnly() {
    String suspend = "{\"spec\": {\"suspend\": true}}";
    asOperator(GuardedEstate.TENANT_NAMESPACE, suspend).orThrow();

    assertThat(asOperator("default", suspend).stderr())
        .contains("the operator of Yunzhi scales workloads in tenants only", "不属于租户");
  }

  @Test
  void itDoesNotChangeWhatRuns() {
    String other = "{\"spec\": {\"jobTemplate\": {\"metadata\": {\"labels\": {\"a\": \"b\"}}}}}";

    assertThat(asOperator(GuardedEstate.TENANT_NAMESPACE, other).stderr())
        .contains("the operator of Yunzhi may suspend CronJob nightly, not change what it runs");
  }

  @Test
  void itChangesOfADepartmentOnlyWhatReformsDo() {
    estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfig(),
            Objects.department("guarded", "Province", "950000", null),
            "apply",
            "-f",
            "-")
        .orThrow();

    assertThat(
            estate
                .cluster()
                .kubectl(
                    "patch",
                    "department",
                    "guarded",
                    "--type=merge",
                    "-p",
                    "{\"spec\": {\"displayName\": \"改名\"}}",
                    "--as=" + GuardedEstate.OPERATOR)
                .stderr())
        .contains(
            "may change parent, halt, budget of Department guarded in a reform, and nothing else",
            "不得修改其他内容");
  }

  @Test
  void ofFacilitiesAndComponentsItChangesOnlyWhoseTheyAre() {
    String objects =
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Facility
        metadata: {name: guarded}
        spec: {displayName: 机房, type: MachineRoom, department: guarded}
        ---
        apiVersion: yunzhi.dev/v1alpha1
        kind: SharedComponent
        metadata: {name: guarded}
        spec: {displayName: 地图, category: 地理信息, provider: guarded, protectionLevel: 2}
        """;
    estate.cluster().kubectl(estate.cluster().kubeconfig(), objects, "apply", "-f", "-").orThrow();

    reformed("facility", "department", "other").orThrow();
    reformed("sharedcomponent", "provider", "other").orThrow();
    assertThat(reformed("facility", "legalBasis", "某法第九条").stderr())
        .contains("may change department of Facility guarded in a reform, and nothing else");
    assertThat(reformed("sharedcomponent", "endpoint", "https://evil.example").stderr())
        .contains("may change provider of SharedComponent guarded in a reform, and nothing else");
  }

  private CommandResult reformed(String kind, String field, String value) {
    String patch = "{\"spec\": {\"%s\": \"%s\"}}".formatted(field, value);
    return estate
        .cluster()
        .kubectl(
            "patch",
            kind,
            "guarded",
            "--type=merge",
            "-p",
            patch,
            "--as=" + GuardedEstate.OPERATOR);
  }

  private CommandResult asOperator(String namespace, String patch) {
    return estate
        .cluster()
        .kubectl(
            "patch",
            "cronjob",
            "nightly",
            "-n",
            namespace,
            "--type=merge",
            "-p",
            patch,
            "--as=" + GuardedEstate.OPERATOR);
  }
}
