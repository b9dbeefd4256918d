package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One namespace of a tenant, with all that the operator keeps in it.
 *
 * @param guards quota, limits and network policies: they stand before anybody may enter
 * @param bindings who may enter
 */
public record DesiredNamespace(
    Namespace namespace, List<HasMetadata> guards, List<RoleBinding> bindings) {

  /** Name of the tenant's namespace with that suffix. */
  public static String nameFor(String tenant, String suffix) {
    return tenant + "-" + suffix;
  }

  /**
   * All of one namespace.
   *
   * @param share what the namespace may use of the tenant's quota now, by resource name
   * @param readOnly why the tenant can only be read: a word for the label {@link Labels#READ_ONLY};
   *     null when it can be written
   */
  public static DesiredNamespace of(
      Tenant tenant, Lineage lineage, String name, Map<String, Quantity> share, String readOnly) {
    var guards = new ArrayList<HasMetadata>();
    guards.add(TenantQuota.of(tenant, name, share));
    guards.add(TenantLimits.of(tenant, name, share));
    guards.addAll(TenantNetworkPolicies.of(tenant, name));
    return new DesiredNamespace(
        TenantNamespace.of(tenant, lineage, name, readOnly),
        List.copyOf(guards),
        TenantBindings.of(tenant, lineage, name));
  }

  /** The same with further guards. */
  public DesiredNamespace with(List<? extends HasMetadata> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<HasMetadata>(guards);
    all.addAll(more);
    return new DesiredNamespace(namespace, List.copyOf(all), bindings);
  }

  public String name() {
    return namespace.getMetadata().getName();
  }
}
