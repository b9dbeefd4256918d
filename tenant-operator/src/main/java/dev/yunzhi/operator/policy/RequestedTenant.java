package dev.yunzhi.operator.policy;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.NamespaceOwner;
import io.fabric8.kubernetes.api.model.Namespace;

/**
 * Who asks, and for which tenant.
 *
 * @param department in whose home namespace the request lies; null when that is none
 * @param named the Tenant of the name that the request gives, whosever it is; null when there is
 *     none
 * @param own the same, if the request may speak of it; null otherwise
 */
public record RequestedTenant(String department, Tenant named, Tenant own) {

  /**
   * Looks it up.
   *
   * @param namespace that the request lies in
   */
  public static RequestedTenant of(String namespace, TenantRequest request, Reader reader) {
    String department =
        NamespaceOwner.labels(reader.get(Namespace.class, null, namespace))
            .get(Labels.DEPARTMENT_HOME);
    String name = GrantedTenant.nameFor(request);
    Tenant named = name == null ? null : reader.get(Tenant.class, null, name);
    boolean own = named != null && GrantedTenant.concerns(request, named, department);
    return new RequestedTenant(department, named, own ? named : null);
  }
}
