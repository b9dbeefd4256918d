package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;

/** A namespace of a tenant. It never carries an ownerReference: nothing may collect it. */
final class TenantNamespace {

  static Namespace of(Tenant tenant, Lineage lineage, String name, String readOnly) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(NamespaceLabels.ofTenant(tenant, lineage, readOnly))
        .endMetadata()
        .build();
  }

  private TenantNamespace() {}
}
