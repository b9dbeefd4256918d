package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Grants;
import dev.yunzhi.operator.budget.Standing;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What stands below a department, by the watches or by the API server. Thread-safe. */
final class EstateSubtree implements Grants.Subtree {

  private final KubernetesClient client;
  private final Informers informers;
  private final TenantNamespaces namespaces;

  EstateSubtree(KubernetesClient client, Informers informers, TenantNamespaces namespaces) {
    this.client = client;
    this.informers = informers;
    this.namespaces = namespaces;
  }

  @Override
  public Standing watched(String department, Set<String> resources) {
    return standing(
        department,
        resources,
        informers.of(Department.class).list(),
        informers.of(Tenant.class).list(),
        namespaces.watched(Namespace.class),
        namespaces.watched(ResourceQuota.class));
  }

  @Override
  public Standing live(String department, Set<String> resources) {
    return standing(
        department,
        resources,
        client.resources(Department.class).list().getItems(),
        client.resources(Tenant.class).list().getItems(),
        namespaces.liveNamespaces(),
        namespaces.liveQuotas());
  }

  /** Every department, as watched. */
  List<Standing.Node> nodes() {
    return informers.of(Department.class).list().stream().map(EstateSubtree::node).toList();
  }

  /** What every tenant is charged for, as watched. */
  List<Standing.Charge> charges() {
    return Charges.all(
        informers.of(Tenant.class).list(),
        namespaces.watched(Namespace.class),
        namespaces.watched(ResourceQuota.class));
  }

  /** What one tenant is charged for, as the API server has it now; null when it is not there. */
  Standing.Charge liveCharge(String name) {
    Tenant tenant = client.resources(Tenant.class).withName(name).get();
    return tenant == null
        ? null
        : Charges.all(List.of(tenant), namespaces.liveNamespaces(name), namespaces.liveQuotas(name))
            .get(0);
  }

  private static Standing standing(
      String department,
      Set<String> resources,
      Collection<Department> departments,
      Collection<Tenant> tenants,
      Collection<Namespace> namespaces,
      Collection<ResourceQuota> quotas) {
    return Standing.below(
        department,
        resources,
        departments.stream().map(EstateSubtree::node).toList(),
        Charges.all(tenants, namespaces, quotas));
  }

  private static Standing.Node node(Department department) {
    return new Standing.Node(
        department.getMetadata().getName(),
        department.getSpec().parent(),
        department.getMetadata().getUid(),
        Amounts.of(department.getSpec().budget()),
        Account.of(department.getStatus()));
  }
}
