package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With the webhook down, tenants' workloads are refused and the cluster's own are not affected. */
@OnDemonstratedEstate
class FailClosedTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: fail-closed, namespace: %s}
      spec:
        serviceAccountName: portal
        automountServiceAccountToken: false
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: main
            image: registry.gov.example/health/portal@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 10m, memory: 16Mi}}
      """;

  private static final String SYSTEM_POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: fail-closed, namespace: kube-system}
      spec:
        automountServiceAccountToken: false
        containers: [{name: main, image: "registry.gov.example/system/agent:1", securityContext: {privileged: true}}]
      """;

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: fail-closed}
      """;

  @Test
  void tenantsAreClosedAndTheClusterIsOpen(Estate estate) throws IOException {
    String tenantsPod = POD.formatted("huzhou-health-web");
    assertThat(apply(estate, tenantsPod).succeeded())
        .as("the control: admitted while it is up")
        .isTrue();
    apply(estate, tenantsPod, "delete");

    estate.operator().kill();
    try {
      CommandResult refused = apply(estate, tenantsPod);
      assertThat(refused.succeeded()).isFalse();
      assertThat(refused.stderr()).contains("policies.yunzhi.dev");

      assertThat(
              apply(
                      estate,
                      "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: kube-system}\n")
                  .succeeded())
          .isTrue();
      assertThat(apply(estate, SYSTEM_POD)).matches(CommandResult::succeeded, "admitted");
      assertThat(apply(estate, NODE)).matches(CommandResult::succeeded, "admitted");
      assertThat(estate.cluster().kubectl("label", "node", "fail-closed", "still=works"))
          .matches(CommandResult::succeeded, "changed");
      assertThat(apply(estate, SYSTEM_POD, "delete")).matches(CommandResult::succeeded, "deleted");
      assertThat(apply(estate, NODE, "delete")).matches(CommandResult::succeeded, "deleted");
    } finally {
      estate.operator().startAndAwait(Duration.ofMinutes(3));
    }
  }

  private static CommandResult apply(Estate estate, String yaml) {
    return apply(estate, yaml, "apply");
  }

  private static CommandResult apply(Estate estate, String yaml, String verb) {
    return estate.kubectl(estate.cluster().kubeconfig(), yaml, verb, "-f", "-");
  }
}
