package dev.yunzhi.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantQuotaCollectorTest {

  private static final String QUOTA = "quota: {cpu: '4', requests.memory: 8Gi, pods: '40'}";
  private static final String LABELS = "{department=\"huzhou\",tenant=\"health\",resource=\"%s\",}";

  @Test
  void amountsAreInTheirResourcesOwnUnitUnderItsOneName() throws IOException {
    assertThat(of(QUOTA + "\n  approvedQuota: {requests.cpu: 3500m}"))
        .containsExactlyInAnyOrder(
            "yunzhi_tenant_quota" + LABELS.formatted("requests.cpu") + " 4.0",
            "yunzhi_tenant_quota" + LABELS.formatted("requests.memory") + " 8.589934592E9",
            "yunzhi_tenant_quota" + LABELS.formatted("pods") + " 40.0",
            "yunzhi_tenant_approved_quota" + LABELS.formatted("requests.cpu") + " 3.5");
  }

  /** Prometheus takes no scrape in which a series is told twice. */
  @Test
  void twoNamesOfOneResourceAreOneSeries() throws IOException {
    assertThat(of("quota: {cpu: '4', requests.cpu: 2000m}"))
        .containsExactly("yunzhi_tenant_quota" + LABELS.formatted("requests.cpu") + " 4.0");
  }

  @Test
  void useIsTheSumOfTheNamespaces() throws IOException {
    assertThat(
            of(
                QUOTA,
                quota("health", "health-web", "{requests.cpu: 500m, pods: '3'}"),
                quota("health", "health-data", "{requests.cpu: '1', pods: '4'}"),
                quota("other", "other-web", "{pods: '9'}")))
        .contains(
            "yunzhi_tenant_quota_used" + LABELS.formatted("requests.cpu") + " 1.5",
            "yunzhi_tenant_quota_used" + LABELS.formatted("pods") + " 7.0")
        .noneMatch(line -> line.contains("other"));
  }

  /** As that of a tenant at a standstill, which counts Pods a second time. */
  @Test
  void twoQuotasOfOneNamespaceCountTheSame() throws IOException {
    assertThat(
            of(
                QUOTA,
                quota("health", "health-web", "{requests.cpu: 500m, pods: '3'}"),
                quota("health", "health-web", "{pods: '3'}")))
        .contains("yunzhi_tenant_quota_used" + LABELS.formatted("pods") + " 3.0");
  }

  @Test
  void whatIsNotInTheTenantsQuotaIsNotSaid() throws IOException {
    assertThat(of(QUOTA, quota("health", "health-web", "{services: '3'}")))
        .noneMatch(line -> line.startsWith("yunzhi_tenant_quota_used"));
  }

  private static List<String> of(String spec, ResourceQuota... quotas) throws IOException {
    var tenant = TenantCollectorTest.tenant("health", spec, "");
    return Exposition.of(new TenantQuotaCollector(() -> List.of(tenant), () -> List.of(quotas)));
  }

  private static ResourceQuota quota(String tenant, String namespace, String used) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: yunzhi, namespace: %s, labels: {yunzhi.dev/tenant: %s}}
        status: {used: %s}
        """
            .formatted(namespace, tenant, used),
        ResourceQuota.class);
  }
}
