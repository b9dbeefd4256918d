package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/**
 * The checks of the Multi-Tenancy Benchmarks that are about Pods, as the owner of a tenant, each
 * beside what is right. The names are the benchmarks' own.
 */
@OnTwoTenants
class PodBenchmarksTest {

  private final TwoTenants tenants;

  PodBenchmarksTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  private void blocked(Pod pod, CharSequence... words) {
    refused(tenants.lily(), pod, words);
    admitted(tenants.lily(), Pods.right(WEB));
  }

  @Test
  void blockAddCapabilities() {
    blocked(
        Pods.withSecurityContext(
            WEB, c -> c.editCapabilities().withAdd("NET_ADMIN").endCapabilities()),
        "SEC-016",
        "adds capabilities NET_ADMIN",
        "增加了能力");
    admitted(
        tenants.lily(),
        Pods.withSecurityContext(
            WEB, c -> c.editCapabilities().withAdd("NET_BIND_SERVICE").endCapabilities()));
  }

  @Test
  void requireCapDropAll() {
    blocked(
        Pods.withSecurityContext(WEB, c -> c.editCapabilities().withDrop("KILL").endCapabilities()),
        "SEC-016",
        "drop must contain ALL");
  }

  @Test
  void blockPrivilegedContainers() {
    blocked(
        Pods.withSecurityContext(
            WEB, c -> c.withPrivileged(true).withAllowPrivilegeEscalation(true)),
        "SEC-016",
        "is privileged");
  }

  @Test
  void blockPrivilegeEscalation() {
    blocked(
        Pods.withSecurityContext(WEB, c -> c.withAllowPrivilegeEscalation(true)),
        "SEC-016",
        "may gain privileges");
  }

  @Test
  void requireRunAsNonRootUser() {
    blocked(
        Pods.with(WEB, s -> s.editSecurityContext().withRunAsNonRoot(false).endSecurityContext()),
        "SEC-016",
        "runAsNonRoot must be true");
  }

  @Test
  void blockUseOfHostPathVolumes() {
    blocked(
        Pods.with(
            WEB,
            s ->
                s.addNewVolume().withName("host").withNewHostPath("/etc", "Directory").endVolume()),
        "SEC-016",
        "is of type hostPath");
    admitted(
        tenants.lily(),
        Pods.with(
            WEB,
            s -> s.addNewVolume().withName("own").withNewEmptyDir().endEmptyDir().endVolume()));
  }

  @Test
  void blockUseOfHostNetworkingAndPorts() {
    blocked(Pods.with(WEB, s -> s.withHostNetwork(true)), "SEC-016", "hostNetwork");
    blocked(
        Pods.withContainer(
            WEB, c -> c.addNewPort().withContainerPort(8080).withHostPort(8080).endPort()),
        "SEC-016",
        "takes port 8080 of its node");
    admitted(
        tenants.lily(),
        Pods.withContainer(WEB, c -> c.addNewPort().withContainerPort(8080).endPort()));
  }

  @Test
  void blockUseOfHostPid() {
    blocked(Pods.with(WEB, s -> s.withHostPID(true)), "SEC-016", "hostPID");
  }

  @Test
  void blockUseOfHostIpc() {
    blocked(Pods.with(WEB, s -> s.withHostIPC(true)), "SEC-016", "hostIPC");
  }

  @Test
  void requireImagePullAlways() {
    blocked(
        Pods.withContainer(WEB, c -> c.withImagePullPolicy("Never")),
        "ISO-007",
        "imagePullPolicy Never",
        "必须为 Always");
    // Kubernetes fills this in for whoever leaves it out, so it is put right rather than refused.
    Pod stored =
        admitted(
            tenants.lily(), Pods.withContainer(WEB, c -> c.withImagePullPolicy("IfNotPresent")));
    assertThat(stored.getSpec().getContainers())
        .allSatisfy(c -> assertThat(c.getImagePullPolicy()).isEqualTo("Always"));
  }
}
