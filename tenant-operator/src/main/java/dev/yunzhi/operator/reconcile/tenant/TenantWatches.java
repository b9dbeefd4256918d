package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.idle.IdleTenants;
import dev.yunzhi.operator.idle.Objections;
import dev.yunzhi.operator.reconcile.Subtree;
import dev.yunzhi.operator.reconcile.budget.BudgetChanges;
import dev.yunzhi.operator.reconcile.budget.TenantBudget;
import dev.yunzhi.operator.reconcile.cloud.CloudChanges;
import dev.yunzhi.operator.reconcile.tenant.idle.Measurements;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which tenants a change of another object concerns. */
final class TenantWatches {

  private final Informers informers;
  private final Clouds clouds;

  private final Optional<IdleTenants> idle;

  /**
   * @param idle empty where nobody measures use
   */
  TenantWatches(Informers informers, Clouds clouds, Optional<IdleTenants> idle) {
    this.informers = informers;
    this.clouds = clouds;
    this.idle = idle;
  }

  List<EventSource<?, Tenant>> sources() {
    var sources = new ArrayList<>(always());
    idle.ifPresent(
        all -> {
          sources.add(new Measurements(all, informers));
          sources.add(new InformedEvents<>(PolicyException.class, informers, this::objected));
          sources.add(new InformedEvents<>(Approval.class, informers, this::decided));
        });
    return sources;
  }

  private List<EventSource<?, Tenant>> always() {
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

  private Collection<ResourceID> objected(PolicyException exception) {
    return Objections.concerned(exception, informers.of(Tenant.class).list()).stream()
        .map(ResourceID::fromResource)
        .toList();
  }

  private Collection<ResourceID> decided(Approval approval) {
    String name = approval.getSpec().exception();
    PolicyException exception =
        name == null
            ? null
            : informers.of(PolicyException.class).get(approval.getMetadata().getNamespace(), name);
    return exception == null ? List.of() : objected(exception);
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
