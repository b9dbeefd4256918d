package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantUseTest {

  private static Map<String, Object> facts(String status) {
    return AssetKinds.TENANT.facts(
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Tenant
            metadata: {name: tax}
            spec: {department: city, quota: {requests.cpu: "4"}}
            status: %s
            """
                .formatted(status),
            Tenant.class));
  }

  @Test
  void theRecordHasTheUseOfATenantAndHowFarItWasTakenBack() {
    assertThat(
            facts(
                "{use: {average: 3, p95: 110, window: 14d, measuredAt: '2026-11-26T12:00:00Z',"
                    + " idleDays: 20}, idle: {step: Shrunk, quota: {requests.cpu: '1'}}}"))
        .containsEntry("useAverage", "0.03")
        .containsEntry("useP95", "1.10")
        .containsEntry("useWindow", "14d")
        .containsEntry("idleDays", "20")
        .containsEntry("idleStep", "Shrunk")
        .containsEntry("quotaLoweredTo", Map.of("requests.cpu", "1"))
        .containsEntry("quota", Map.of("requests.cpu", "4"));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(facts("{}")).doesNotContainKeys("useAverage", "idleDays", "idleStep");
    assertThat(facts("{use: {average: 60, p95: 90, window: 14d}}"))
        .containsEntry("useAverage", "0.60")
        .doesNotContainKeys("idleDays", "idleStep", "quotaLoweredTo");
  }
}
