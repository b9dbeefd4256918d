package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.RequestReference;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestSpec;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;

/** The Tenant that an approved request becomes. */
public final class GrantedTenant {

  /** Name of the Tenant that the request asks for. */
  public static String nameFor(TenantRequest request) {
    String name = request.getSpec().tenantName();
    return name != null ? name : request.getMetadata().getName();
  }

  /**
   * The Tenant as the request asks for it.
   *
   * @param department that owns the home namespace of the request
   * @param finalizer that every Tenant carries; set at once, so that it need not be added after
   * @throws IllegalArgumentException when a field of {@link #missing} is missing
   */
  public static Tenant of(TenantRequest request, String department, String finalizer) {
    var missing = missing(request.getSpec());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("the request lacks " + String.join(", ", missing));
    }
    var meta = request.getMetadata();
    var spec = request.getSpec();
    var tenant = new Tenant();
    tenant.setMetadata(
        new ObjectMetaBuilder().withName(nameFor(request)).withFinalizers(finalizer).build());
    tenant.setSpec(
        new TenantSpec(
            department,
            spec.project(),
            new RequestReference(meta.getNamespace(), meta.getName(), meta.getUid()),
            spec.displayName(),
            // Left to the platform team: the request has no say in what becomes of the data.
            null,
            spec.environment(),
            spec.protectionLevel(),
            spec.dataClass(),
            // So is where it runs.
            null,
            spec.system(),
            spec.purpose(),
            spec.owner(),
            spec.custodian(),
            spec.namespaces(),
            spec.quota(),
            spec.elastic(),
            spec.startsAt(),
            spec.expiresAt(),
            spec.owners(),
            spec.editors(),
            spec.viewers(),
            null,
            spec.hibernation(),
            null));
    return tenant;
  }

  /** Fields that a Tenant cannot do without and that the request leaves out; empty when none. */
  public static List<String> missing(TenantRequestSpec spec) {
    var missing = new ArrayList<String>();
    if (spec.environment() == null) {
      missing.add("spec.environment");
    }
    if (spec.protectionLevel() == null) {
      missing.add("spec.protectionLevel");
    }
    if (spec.dataClass() == null) {
      missing.add("spec.dataClass");
    }
    if (spec.quota() == null) {
      missing.add("spec.quota");
    }
    return missing;
  }

  /** Whether a Tenant was made from this request, or from one of the same name before it. */
  public static boolean isOf(Tenant tenant, TenantRequest request) {
    RequestReference from = tenant.getSpec().request();
    return from != null
        && from.namespace().equals(request.getMetadata().getNamespace())
        && from.name().equals(request.getMetadata().getName());
  }

  private GrantedTenant() {}
}
