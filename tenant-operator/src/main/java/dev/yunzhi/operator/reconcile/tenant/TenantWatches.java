package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.reconcile.Subtree;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.TenantBudget;
import dev.yunzhi.operator.reconcile.cloud.CloudChanges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which tenants a change of another object concerns. */
final class TenantWatches {

  private final Informers informers;
  private final Clouds clouds;

  TenantWatches(Informers informers, Clouds clouds) {
    this.informers = informers;
    this.clouds = clouds;
  }

  List<EventSource<?, Tenant>> sources() {
    return List.of(
        new InformedEvents<>(Department.class, informers, this::below, TenantWatches::matters),
        new BudgetChanges<>(informers, this::waitingBelow),
        new InformedEvents<>(Agreement.class, informers, Agreements::tenants),
        new InformedEvents<>(Namespace.class, informers, TenantWatches::labelled),
        new InformedEvents<>(ResourceQuota.class, informers, TenantWatches::labelled),
        new InformedEvents<>(LimitRange.class, informers, TenantWatches::labelled),
        new InformedEvents<>(NetworkPolicy.class, informers, TenantWatches::labelled),
        new InformedEvents<>(RoleBinding.class, informers, TenantWatches::labelled),
        new InformedEvents<>(
            Cloud.class,
            informers,
            cloud -> on(cloud.getMetadata().getName()),
            TenantWatches::never),
        new CloudChanges<>("CloudHealth", clouds::onHealth, this::on),
        new CloudChanges<>(
            "CloudParts", clouds::onTenant, tenant -> List.of(new ResourceID(tenant))));
  }

  /** Its status tells much that is no tenant's business, such as each allocation of budget. */
  static boolean matters(Department before, Department after) {
    return InformedEvents.specChanged(before, after)
        || TenantLineage.ready(before) != TenantLineage.ready(after)
        || BudgetChanges.paysForOthers(before, after);
  }

  /** Tenants of a department and of all below it: much in them depends on every ancestor. */
  private Collection<ResourceID> below(Department changed) {
    return tenantsBelow(changed).map(ResourceID::fromResource).toList();
  }

  private Collection<ResourceID> waitingBelow(Department changed) {
    return tenantsBelow(changed).filter(TenantBudget::waits).map(ResourceID::fromResource).toList();
  }

  private Stream<Tenant> tenantsBelow(Department changed) {
    return Subtree.of(changed.getMetadata().getName(), informers).stream()
        .flatMap(name -> informers.of(Tenant.class).by(Informers.BY_DEPARTMENT, name).stream());
  }

  private Collection<ResourceID> on(String cloud) {
    return clouds.tenantsOn(cloud).stream().map(ResourceID::fromResource).toList();
  }

  /** That a Cloud comes or goes matters; how it is, its connection tells sooner than its status. */
  private static boolean never(Cloud before, Cloud after) {
    return false;
  }

  private static Collection<ResourceID> labelled(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    String tenant = labels == null ? null : labels.get(Labels.TENANT);
    return tenant == null ? List.of() : List.of(new ResourceID(tenant));
  }
}
