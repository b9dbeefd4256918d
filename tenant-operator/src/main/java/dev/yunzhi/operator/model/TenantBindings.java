package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;

/** Who may do what in a namespace of a tenant. */
final class TenantBindings {

  static List<RoleBinding> of(Tenant tenant, String namespace) {
    var spec = tenant.getSpec();
    return List.of(
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-owners"),
            "yunzhi-tenant-owner",
            spec.owners()),
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-editors"),
            "yunzhi-tenant-editor",
            spec.editors()),
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-viewers"),
            "yunzhi-tenant-viewer",
            spec.viewers()));
  }

  private TenantBindings() {}
}
