package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import dev.yunzhi.api.v1alpha1.ResourceNames;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Standing.Charge;
import dev.yunzhi.operator.model.Ceiling;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.TenantQuota;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What tenants are to be charged for: the larger of what they are to have and what they have. */
final class Charges {

  /**
   * What a tenant is to have.
   *
   * @param namespaces that it has already: those it no longer names stay
   */
  static Amounts wanted(Tenant tenant, Collection<Namespace> namespaces) {
    var names = new HashSet<String>();
    for (NamespaceClaim claim : tenant.getSpec().namespaces()) {
      names.add(DesiredNamespace.nameFor(tenant.getMetadata().getName(), claim.name()));
    }
    namespaces.forEach(namespace -> names.add(namespace.getMetadata().getName()));
    return Amounts.of(Ceiling.of(tenant)).with(count(names.size()));
  }

  /** What one tenant has: all its namespaces, whether it still names them or not. */
  static Amounts inForce(Collection<Namespace> namespaces, Collection<ResourceQuota> quotas) {
    Amounts sum = count(namespaces.size());
    for (ResourceQuota quota : quotas) {
      sum = sum.plus(inForce(quota));
    }
    return sum;
  }

  private static Amounts charge(
      Tenant tenant, Collection<Namespace> namespaces, Collection<ResourceQuota> quotas) {
    Amounts wanted = wanted(tenant, namespaces);
    Amounts charge = wanted.larger(inForce(namespaces, quotas)).only(wanted.resources());
    var unbounded = new HashSet<String>();
    for (ResourceQuota quota : quotas) {
      var status = quota.getStatus();
      unbounded.addAll(
          charge.without(Amounts.of(quota.getSpec().getHard()).resources()).resources());
      if (status != null && status.getHard() != null) {
        unbounded.addAll(charge.without(Amounts.of(status.getHard()).resources()).resources());
      }
    }
    unbounded.remove(ResourceNames.NAMESPACES);
    return charge.without(unbounded);
  }

  private static Amounts inForce(ResourceQuota quota) {
    var status = quota.getStatus();
    return Amounts.of(quota.getSpec().getHard())
        .larger(Amounts.of(status == null ? null : status.getHard()));
  }

  private static Amounts count(int namespaces) {
    return Amounts.of(ResourceNames.NAMESPACES, new Quantity(String.valueOf(namespaces)));
  }

  /** Of all tenants, and of namespaces whose tenant is gone. */
  static List<Charge> all(
      Collection<Tenant> tenants,
      Collection<Namespace> namespaces,
      Collection<ResourceQuota> quotas) {
    var namespacesOf = byTenant(namespaces);
    var quotasOf =
        byTenant(
            quotas.stream()
                .filter(quota -> quota.getMetadata().getName().equals(TenantQuota.NAME))
                .toList());
    var charges = new ArrayList<Charge>();
    for (Tenant tenant : tenants) {
      String name = tenant.getMetadata().getName();
      var own = namespacesOf.getOrDefault(name, List.of());
      namespacesOf.remove(name);
      charges.add(
          new Charge(
              Holder.tenant(name, tenant.getMetadata().getUid()),
              tenant.getSpec().department(),
              charge(tenant, own, quotasOf.getOrDefault(name, List.of()))));
    }
    namespacesOf.forEach(
        (name, left) ->
            charges.add(
                new Charge(
                    Holder.tenant(name, null),
                    left.get(0).getMetadata().getLabels().get(Labels.DEPARTMENT),
                    inForce(left, quotasOf.getOrDefault(name, List.of())))));
    return charges;
  }

  private static <T extends HasMetadata> Map<String, List<T>> byTenant(Collection<T> objects) {
    var byTenant = new HashMap<String, List<T>>();
    for (T object : objects) {
      var labels = object.getMetadata().getLabels();
      String tenant = labels == null ? null : labels.get(Labels.TENANT);
      if (tenant != null) {
        byTenant.computeIfAbsent(tenant, t -> new ArrayList<>()).add(object);
      }
    }
    return byTenant;
  }

  private Charges() {}
}
