package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GovernedTest {

  private static Map<String, Object> tenant(String phase) {
    return AssetKinds.TENANT.facts(
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Tenant
            metadata: {name: tax}
            spec:
              department: city
              request: {namespace: dept-city, name: for-tax, uid: u}
              namespaces: [{name: web}, {name: data}]
              quota: {requests.cpu: "4"}
            status: {phase: %s}
            """
                .formatted(phase),
            Tenant.class));
  }

  private static Map<String, Object> request(String tenantName) {
    return AssetKinds.REQUEST.facts(
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: TenantRequest
            metadata: {name: for-tax, namespace: dept-city}
            spec: {%s}
            """
                .formatted(tenantName),
            TenantRequest.class));
  }

  @Test
  void theRecordHasWhatWasApprovedForATenant() {
    assertThat(tenant("Active"))
        .containsEntry("request", "dept-city/for-tax")
        .containsEntry("namespaces", List.of("tax-data", "tax-web"));
  }

  @Test
  void onlyTheEndIsAFactOfThePhases() {
    assertThat(tenant("Hibernating")).doesNotContainKey("ending");
    assertThat(tenant("Reclaimed")).containsEntry("ending", "Reclaimed");
  }

  @Test
  void aRequestIsForTheTenantThatItNamesOrThatBearsItsName() {
    assertThat(request("")).containsEntry("tenantName", "for-tax");
    assertThat(request("type: Change, tenantName: tax")).containsEntry("tenantName", "tax");
  }
}
