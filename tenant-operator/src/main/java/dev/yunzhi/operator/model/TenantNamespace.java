package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;

/** A namespace of a tenant. It never carries an ownerReference: nothing may collect it. */
final class TenantNamespace {

  static Namespace of(Tenant tenant, Lineage lineage, String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(NamespaceLabels.ofTenant(tenant, lineage))
        .endMetadata()
        .build();
  }

  private TenantNamespace() {}
}
