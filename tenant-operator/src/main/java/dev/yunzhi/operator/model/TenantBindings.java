package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Access;
import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Who may do what in a namespace of a tenant. */
final class TenantBindings {

  static List<RoleBinding> of(Tenant tenant, Lineage lineage, String namespace) {
    Access ceiling = ceiling(lineage);
    var bindings = new ArrayList<RoleBinding>();
    bindings.add(
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-owners"),
            "yunzhi-tenant-owner",
            holders(tenant, Access.OWNER, ceiling)));
    bindings.add(
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-editors"),
            "yunzhi-tenant-editor",
            holders(tenant, Access.EDITOR, ceiling)));
    bindings.add(
        Bindings.of(
            ManagedMetadata.inTenant(tenant, namespace, "yunzhi-viewers"),
            "yunzhi-tenant-viewer",
            holders(tenant, Access.VIEWER, ceiling)));
    List<Subject> supervisors = supervisors(lineage);
    if (!supervisors.isEmpty()) {
      bindings.add(
          Bindings.of(
              ManagedMetadata.inTenant(tenant, namespace, "yunzhi-supervisors"),
              "yunzhi-tenant-viewer",
              supervisors));
    }
    return List.copyOf(bindings);
  }

  /** The highest that anybody may be in the tenant for now. */
  private static Access ceiling(Lineage lineage) {
    if (lineage.halted().isPresent()) {
      return Access.VIEWER;
    }
    Access bound = BoundsInForce.of(lineage.path()).bounds().access();
    return bound == null ? Access.OWNER : bound;
  }

  /** Those who are to be {@code access}: by the spec, or because they may not be more. */
  private static List<Subject> holders(Tenant tenant, Access access, Access ceiling) {
    if (access.compareTo(ceiling) > 0) {
      return List.of();
    }
    var holders = new LinkedHashSet<>(named(tenant, access));
    if (access == ceiling) {
      for (Access higher : Access.values()) {
        if (higher.compareTo(ceiling) > 0) {
          holders.addAll(named(tenant, higher));
        }
      }
    }
    return List.copyOf(holders);
  }

  private static List<Subject> named(Tenant tenant, Access access) {
    var spec = tenant.getSpec();
    List<Subject> named =
        switch (access) {
          case OWNER -> spec.owners();
          case EDITOR -> spec.editors();
          case VIEWER -> spec.viewers();
        };
    return named == null ? List.of() : named;
  }

  private static List<Subject> supervisors(Lineage lineage) {
    return lineage.path().stream()
        .map(a -> a.spec().supervisors())
        .filter(s -> s != null)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private TenantBindings() {}
}
