package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.Grant;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrantedTenantTest {

  private static final String ASKED =
      """
      project: p
      environment: Production
      protectionLevel: 2
      dataClass: General
      namespaces: [{name: web}]
      quota: {requests.cpu: "4", pods: "10"}
      expiresAt: "2027-10-31T23:59:59+08:00"
      owners: []
      """;

  private final Tenant tenant = granted(request("New", "shop", "1", ASKED), null, false);

  @Test
  void aRequestBecomesATenantThatRemembersWhatWasApproved() {
    var spec = tenant.getSpec();
    assertThat(spec.request().name()).isEqualTo("shop");
    assertThat(spec.environment()).isEqualTo(Environment.PRODUCTION);
    assertThat(spec.approvedQuota()).isEqualTo(spec.quota());
    assertThat(spec.grants()).containsExactly(new Grant("shop", "uid-of-shop", 1L));
    assertThat(spec.reclaim()).isNull();
  }

  @Test
  void aChangeFillsInOnlyWhatIsToDiffer() {
    TenantRequest change = change("1", "quota: {requests.cpu: \"8\"}");
    Wish wish = Wish.of(change, tenant);

    assertThat(wish.changed()).isEmpty();
    assertThat(wish.spec().path("quota").toString())
        .isEqualTo("{\"requests.cpu\":\"8\",\"pods\":\"10\"}");
    assertThat(GrantedTenant.missing(change, tenant)).isEmpty();

    var spec = granted(change, tenant, false).getSpec();
    assertThat(amounts(spec.quota())).isEqualTo("{pods=10, requests.cpu=8}");
    assertThat(spec.approvedQuota()).isEqualTo(spec.quota());
    assertThat(spec.request().name()).isEqualTo("shop");
    assertThat(spec.grants())
        .containsExactly(
            new Grant("shop", "uid-of-shop", 1L), new Grant("more", "uid-of-more", 1L));
  }

  @Test
  void whatIsFiledLeavesTheMeasureWhereItWas() {
    var filed = granted(change("1", "quota: {requests.cpu: 4500m}"), tenant, true);

    assertThat(amounts(filed.getSpec().quota())).isEqualTo("{pods=10, requests.cpu=4500m}");
    assertThat(filed.getSpec().approvedQuota()).isEqualTo(tenant.getSpec().quota());
  }

  @Test
  void whatThePlatformTeamGaveIsTheMeasureWhereNoRequestStandsBehindATenant() {
    Tenant direct =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Tenant
            metadata: {name: shop}
            spec: {department: tax, quota: {pods: "10"}}
            """,
            Tenant.class);

    assertThat(amounts(GrantedTenant.approved(direct))).isEqualTo("{pods=10}");
  }

  @Test
  void aChangeNamesTheFieldsThatDiffer() {
    var change =
        change("1", "{expiresAt: \"2028-10-31T23:59:59+08:00\", purpose: 测试, viewers: []}");

    assertThat(Wish.of(change, tenant).changed()).containsExactly("expiresAt", "purpose");
  }

  @Test
  void aRequestIsCarriedOutOnceForEachGeneration() {
    TenantRequest again = request("New", "shop", "2", ASKED);

    assertThat(GrantedTenant.carriedOut(request("New", "shop", "1", ASKED), tenant)).isTrue();
    assertThat(GrantedTenant.carriedOut(again, tenant)).isFalse();
    assertThat(granted(again, tenant, true).getSpec().grants())
        .containsExactly(new Grant("shop", "uid-of-shop", 2L));
  }

  @Test
  void aChangeIsAboutTenantsOfItsOwnDepartmentOnly() {
    assertThat(GrantedTenant.concerns(change("1", "{}"), tenant, "tax")).isTrue();
    assertThat(GrantedTenant.concerns(change("1", "{}"), tenant, "health")).isFalse();
    assertThat(GrantedTenant.concerns(request("New", "other", "1", ASKED), tenant, "tax"))
        .isFalse();
  }

  private static Tenant granted(TenantRequest request, Tenant actual, boolean filed) {
    return GrantedTenant.of(request, actual, "tax", filed, "finalizer");
  }

  private static TenantRequest change(String generation, String spec) {
    return request("Change", "more", generation, spec);
  }

  private static TenantRequest request(String type, String name, String generation, String spec) {
    TenantRequest request =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: TenantRequest
            metadata: {name: %1$s, namespace: dept-tax, uid: uid-of-%1$s, generation: %2$s}
            spec:
            %3$s
            """
                .formatted(name, generation, spec.indent(2)),
            TenantRequest.class);
    var json = Serialization.jsonMapper().valueToTree(request.getSpec());
    ((ObjectNode) json).put("type", type).put("tenantName", "shop");
    request.setSpec(Serialization.jsonMapper().convertValue(json, TenantRequestSpec.class));
    return request;
  }

  private static String amounts(Map<String, Quantity> quota) {
    return new TreeMap<>(quota).toString();
  }
}
