package dev.yunzhi.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class SharedPartsTest {

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: yunzhi-owners
        namespace: %s
        labels: {yunzhi.dev/managed: "true"}
        managedFields:
          - manager: yunzhi-operator
            operation: Apply
            fieldsV1: {"f:roleRef": {}, "f:subjects": {}}
          - manager: yunzhi-operator
            operation: Apply
            subresource: status
            fieldsV1: {"f:status": {}}
          - manager: kubectl
            operation: Update
            fieldsV1: {"f:metadata": {}}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: yunzhi-tenant-owner}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: owners}]
      """;

  private static final String TENANT =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Tenant
      metadata: {name: shop, uid: a, resourceVersion: "7"}
      spec: {department: county, namespaces: [{name: web}], quota: {pods: "4"}}
      """;

  private final KubernetesSerialization yaml = new KubernetesSerialization();
  private final SharedParts parts = new SharedParts();

  @Test
  void equalPartsOfDifferentObjectsBecomeOne() {
    RoleBinding one = binding("shop-web");
    RoleBinding other = binding("shop-data");

    assertThat(one.getMetadata().getNamespace()).isNotEqualTo(other.getMetadata().getNamespace());
    assertThat(one.getSubjects()).isSameAs(other.getSubjects());
    assertThat(one.getRoleRef()).isSameAs(other.getRoleRef());
    assertThat(one.getMetadata().getLabels()).isSameAs(other.getMetadata().getLabels());
    assertThat(fields(one)).isSameAs(fields(other));
  }

  @Test
  void ofManagedFieldsOnlyWhatWeOwnOfTheObjectItselfStays() {
    assertThat(binding("shop-web").getMetadata().getManagedFields())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getManager()).isEqualTo("yunzhi-operator");
              assertThat(entry.getSubresource()).isNull();
            });
  }

  @Test
  void twoWatchesOfOneKindHoldEachObjectOnce() {
    var first = new ReducedStore<Tenant>(parts::share);
    var second = new ReducedStore<Tenant>(parts::share);

    first.put("shop", yaml.unmarshal(TENANT, Tenant.class));
    second.put("shop", yaml.unmarshal(TENANT, Tenant.class));

    assertThat(first.get("shop")).isNotNull().isSameAs(second.get("shop"));
  }

  @Test
  void anotherVersionIsAnotherObject() {
    Tenant seven = parts.share(yaml.unmarshal(TENANT, Tenant.class));
    Tenant eight =
        parts.share(
            yaml.unmarshal(
                TENANT.replace("resourceVersion: \"7\"", "resourceVersion: \"8\""), Tenant.class));

    assertThat(eight.getMetadata().getResourceVersion()).isEqualTo("8");
    assertThat(eight).isNotSameAs(seven);
  }

  private RoleBinding binding(String namespace) {
    return parts.share(yaml.unmarshal(BINDING.formatted(namespace), RoleBinding.class));
  }

  private static Object fields(RoleBinding binding) {
    ManagedFieldsEntry entry = binding.getMetadata().getManagedFields().get(0);
    return entry.getFieldsV1();
  }
}
