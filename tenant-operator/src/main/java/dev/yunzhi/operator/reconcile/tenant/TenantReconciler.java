package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Reclaim;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.NamespaceOwnership;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.Reasons;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.Subtree;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Turns what was granted into namespaces with all that belongs in them. */
public final class TenantReconciler implements Reconciler<Tenant>, Cleaner<Tenant> {

  /** Finalizer that holds a Tenant until {@code spec.reclaim} is carried out. */
  public static final String FINALIZER = "yunzhi.dev/reclaim";

  private static final String READY = "Ready";

  private final Informers informers;
  private final Applier applier;
  private final NamespaceOwnership ownership;
  private final Agreements agreements;
  private final Reclamation reclamation;
  private final Clock clock;

  public TenantReconciler(
      Informers informers,
      Applier applier,
      NamespaceOwnership ownership,
      Agreements agreements,
      Reclamation reclamation,
      Clock clock) {
    this.informers = informers;
    this.applier = applier;
    this.ownership = ownership;
    this.agreements = agreements;
    this.reclamation = reclamation;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Tenant> reconcile(Tenant tenant, Context<Tenant> context) {
    try {
      Lineage lineage = lineage(tenant);
      TenantPlan plan =
          TenantPlan.of(tenant, lineage, informers)
              .with(namespace -> agreements.policies(tenant, namespace));
      for (DesiredNamespace namespace : plan.namespaces()) {
        ownership.requireTenant(namespace.namespace());
      }
      applier.apply(plan.all(n -> List.of(n.namespace())), context);
      applier.apply(plan.all(DesiredNamespace::guards), context);
      // Nobody enters before the guards stand.
      applier.apply(plan.all(DesiredNamespace::bindings), context);
      applier.delete(plan.superfluous(informers));
      return record(tenant, lineage, plan);
    } catch (Obstacle obstacle) {
      return record(tenant, obstacle.reason(), obstacle.getMessage());
    }
  }

  private Lineage lineage(Tenant tenant) throws Obstacle {
    String name = tenant.getSpec().department();
    Department department = informers.of(Department.class).get(name);
    if (department == null) {
      throw new Obstacle(
          Reasons.DEPARTMENT_NOT_FOUND,
          "spec.department names %s, which does not exist; create that Department first."
              .formatted(name));
    }
    if (!ready(department)) {
      throw new Obstacle(
          Reasons.DEPARTMENT_NOT_READY,
          "Department %s is not Ready; see `kubectl describe department %s`."
              .formatted(name, name));
    }
    try {
      return Lineage.of(department, informers.of(Department.class)::get);
    } catch (Lineage.Broken broken) {
      throw new Obstacle(Reasons.DEPARTMENT_NOT_READY, broken.getMessage());
    }
  }

  private UpdateControl<Tenant> record(Tenant tenant, Lineage lineage, TenantPlan plan) {
    Conditions conditions = conditions(tenant);
    if (plan.settled()) {
      conditions.isTrue(READY, Reasons.READY, plan.summary());
    } else {
      conditions.isFalse(
          READY,
          Reasons.QUOTA_MOVING,
          "Quota moves between the namespaces: those that give have been lowered, and those that"
              + " take are raised as soon as the API server enforces it.");
    }
    Halting.tell(lineage, conditions);
    var namespaces =
        plan.namespaces().stream()
            .map(n -> new TenantNamespaceStatus(n.name(), plan.share(n.name()), plan.settled()))
            .toList();
    return record(tenant, namespaces, conditions);
  }

  private UpdateControl<Tenant> record(Tenant tenant, String reason, String message) {
    var before = tenant.getStatus();
    return record(
        tenant,
        before == null ? null : before.namespaces(),
        conditions(tenant).isFalse(READY, reason, message));
  }

  private static UpdateControl<Tenant> record(
      Tenant tenant, List<TenantNamespaceStatus> namespaces, Conditions conditions) {
    return StatusPatch.of(
        tenant,
        new Tenant(),
        new TenantStatus(
            tenant.getMetadata().getGeneration(),
            namespaces == null ? 0 : namespaces.size(),
            namespaces,
            conditions.list()));
  }

  private Conditions conditions(Tenant tenant) {
    var status = tenant.getStatus();
    return new Conditions(
        status == null ? null : status.conditions(), tenant.getMetadata().getGeneration(), clock);
  }

  @Override
  public ErrorStatusUpdateControl<Tenant> updateErrorStatus(
      Tenant tenant, Context<Tenant> context, Exception e) {
    return Failure.recorded(
        record(tenant, Reasons.FAILED, Failure.message(e)), context.getRetryInfo());
  }

  @Override
  public DeleteControl cleanup(Tenant tenant, Context<Tenant> context) {
    if (tenant.getSpec().reclaim() != Reclaim.DELETE) {
      return DeleteControl.defaultDelete();
    }
    var left = reclamation.deleteNamespaces(tenant);
    if (left.isEmpty()) {
      return DeleteControl.defaultDelete();
    }
    reclamation.patchStatus(record(tenant, Reasons.RECLAIMING, Reclamation.describe(left)));
    return DeleteControl.noFinalizerRemoval();
  }

  @Override
  public List<EventSource<?, Tenant>> prepareEventSources(EventSourceContext<Tenant> context) {
    return List.of(
        new InformedEvents<>(Department.class, informers, this::below, TenantReconciler::matters),
        new InformedEvents<>(Agreement.class, informers, Agreements::tenants),
        new InformedEvents<>(Namespace.class, informers, TenantReconciler::labelled),
        new InformedEvents<>(ResourceQuota.class, informers, TenantReconciler::labelled),
        new InformedEvents<>(LimitRange.class, informers, TenantReconciler::labelled),
        new InformedEvents<>(NetworkPolicy.class, informers, TenantReconciler::labelled),
        new InformedEvents<>(RoleBinding.class, informers, TenantReconciler::labelled));
  }

  /** Its status tells much that is no tenant's business, such as each allocation of budget. */
  private static boolean matters(Department before, Department after) {
    return InformedEvents.specChanged(before, after) || ready(before) != ready(after);
  }

  /** Whatever its generation: the way to the root is looked at as it is now. */
  private static boolean ready(Department department) {
    var status = department.getStatus();
    Condition ready = status == null ? null : Conditions.of(status.conditions(), READY);
    return ready != null && "True".equals(ready.getStatus());
  }

  /** Tenants of a department and of all below it: much in them depends on every ancestor. */
  private Collection<ResourceID> below(Department changed) {
    return Subtree.of(changed.getMetadata().getName(), informers).stream()
        .flatMap(name -> informers.of(Tenant.class).by(Informers.BY_DEPARTMENT, name).stream())
        .map(ResourceID::fromResource)
        .toList();
  }

  private static Collection<ResourceID> labelled(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    String tenant = labels == null ? null : labels.get(Labels.TENANT);
    return tenant == null ? List.of() : List.of(new ResourceID(tenant));
  }
}
