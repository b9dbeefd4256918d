package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Reclaim;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.TenantCluster;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.idle.IdleTenants;
import dev.yunzhi.operator.idle.Idleness;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.NamespaceOwnership;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.TreeLock;
import dev.yunzhi.operator.reconcile.budget.TenantBudget;
import dev.yunzhi.operator.reconcile.tenant.idle.IdleEvents;
import dev.yunzhi.operator.reconcile.tenant.life.TenantEvents;
import dev.yunzhi.operator.reconcile.tenant.life.TenantLifecycle;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Turns what was granted into namespaces with all that belongs in them. */
public final class TenantReconciler implements Reconciler<Tenant>, Cleaner<Tenant> {

  /** Finalizer that holds a Tenant until {@code spec.reclaim} is carried out. */
  public static final String FINALIZER = "yunzhi.dev/reclaim";

  /** By then those at work on the cloud are through, or it is known not to answer. */
  private static final Duration LATER = Duration.ofMillis(500);

  private final Informers informers;
  private final Clouds clouds;
  private final Agreements agreements;
  private final Reclamation reclamation;
  private final TenantLifecycle lifecycle;
  private final TenantEvents events;
  private final Optional<IdleTenants> idle;
  private final IdleEvents idleEvents;
  private final TenantBudget budget;
  private final TreeLock tree;
  private final Clock clock;

  /**
   * @param idle empty where nobody measures use
   */
  public TenantReconciler(
      Informers informers,
      Clouds clouds,
      Agreements agreements,
      Reclamation reclamation,
      TenantLifecycle lifecycle,
      TenantEvents events,
      Optional<IdleTenants> idle,
      TenantBudget budget,
      TreeLock tree,
      Clock clock) {
    this.informers = informers;
    this.clouds = clouds;
    this.agreements = agreements;
    this.reclamation = reclamation;
    this.lifecycle = lifecycle;
    this.events = events;
    this.idle = idle;
    this.idleEvents = new IdleEvents(events);
    this.budget = budget;
    this.tree = tree;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Tenant> reconcile(Tenant tenant, Context<Tenant> context) {
    var visit = Visit.to(tenant, clouds, cluster -> lookAfter(tenant, cluster, context));
    return switch (visit.outcome()) {
      case DONE -> visit.result();
      case AWAY -> new TenantRecord(tenant, clock).away(visit.obstacle()).update();
      case LATER -> UpdateControl.<Tenant>noUpdate().rescheduleAfter(LATER);
      // The end of the first look at the cloud wakes it.
      case NOT_YET -> UpdateControl.noUpdate();
    };
  }

  private UpdateControl<Tenant> lookAfter(
      Tenant tenant, TenantCluster cluster, Context<Tenant> context) {
    TenantLife life = lifecycle.now(tenant);
    List<String> namespaces = TenantPlan.standing(tenant, cluster.informers());
    Optional<Idleness> idleness =
        idle.map(all -> all.of(tenant, life, namespaces, cluster.informers()));
    var record = new TenantRecord(tenant, clock).used(idleness);
    if (idleEvents.transition(tenant, record.status())) {
      // Each step stands in the status before it is carried out.
      return record.elseAsBefore().update().rescheduleAfter(Duration.ofMillis(1));
    }
    int stopped = lifecycle.carryOut(life, tenant, cluster, namespaces);
    if (life.ended() && tenant.getSpec().reclaim() == Reclaim.DELETE) {
      var left = Reclamation.deleteNamespaces(tenant, cluster.client());
      if (left.isEmpty()) {
        budget.release(tenant);
      }
      record.reclaims(left);
    } else {
      tree.charging(() -> provide(tenant, cluster, life, record, context));
    }
    record.lives(life, stopped);
    events.transition(tenant, record.status());
    return lifecycle.until(life, idleness.map(Idleness::next).orElse(null), record.update());
  }

  private void provide(
      Tenant tenant,
      TenantCluster cluster,
      TenantLife life,
      TenantRecord record,
      Context<Tenant> context) {
    var ownership = new NamespaceOwnership(cluster.client(), cluster.informers());
    try {
      TenantLineage.requireCurrent(tenant, informers);
      Lineage lineage = TenantLineage.of(tenant, informers);
      TenantPlan plan =
          TenantPlan.of(tenant, lineage, life, cluster.informers())
              .with(namespace -> agreements.policies(tenant, namespace));
      for (DesiredNamespace namespace : plan.namespaces()) {
        ownership.requireTenant(namespace.namespace(), tenant);
      }
      budget.require(tenant, lineage, plan.raises());
      carryOut(plan, cluster, context);
      budget.settle(tenant, lineage);
      record.halted(lineage).carriedOut(plan);
    } catch (Obstacle obstacle) {
      record.heldUp(obstacle);
    }
  }

  private static void carryOut(TenantPlan plan, TenantCluster cluster, Context<Tenant> context) {
    var applier = cluster.applier();
    applier.apply(plan.all(n -> List.of(n.namespace())), context);
    applier.apply(plan.all(DesiredNamespace::guards), context);
    // Nobody enters before the guards stand.
    applier.apply(plan.all(DesiredNamespace::bindings), context);
    applier.delete(plan.superfluous(cluster.informers()));
  }

  @Override
  public ErrorStatusUpdateControl<Tenant> updateErrorStatus(
      Tenant tenant, Context<Tenant> context, Exception e) {
    var record =
        new TenantRecord(tenant, clock).heldUp(Reason.FAILED, Failure.message(e)).livesAsBefore();
    return Failure.recorded(record.update(), context.getRetryInfo());
  }

  @Override
  public DeleteControl cleanup(Tenant tenant, Context<Tenant> context) {
    if (tenant.getSpec().reclaim() != Reclaim.DELETE) {
      budget.release(tenant);
      return DeleteControl.defaultDelete();
    }
    // Admission asks this too; but what deletes a CRD asks no admission.
    if (!Reclamation.mayDestroy(tenant)) {
      events.deleted(
          tenant, EventReason.RETAINED, "Its namespaces are kept, for its end was not approved.");
      return DeleteControl.defaultDelete();
    }
    if (tenant.getSpec().end() == null) {
      events.deleted(
          tenant,
          EventReason.DESTROY_OVERRIDDEN,
          "Its namespaces are deleted without an approved end: " + Reclamation.override(tenant));
    }
    var visit = Visit.to(tenant, clouds, cluster -> reclaim(tenant, cluster));
    return switch (visit.outcome()) {
      case DONE -> visit.result();
      case AWAY -> {
        reclamation.patchStatus(new TenantRecord(tenant, clock).away(visit.obstacle()).update());
        yield DeleteControl.noFinalizerRemoval();
      }
      case LATER -> DeleteControl.noFinalizerRemoval().rescheduleAfter(LATER.toMillis());
      case NOT_YET -> DeleteControl.noFinalizerRemoval();
    };
  }

  private DeleteControl reclaim(Tenant tenant, TenantCluster cluster) {
    var left = Reclamation.deleteNamespaces(tenant, cluster.client());
    if (left.isEmpty()) {
      budget.release(tenant);
      return DeleteControl.defaultDelete();
    }
    reclamation.patchStatus(
        new TenantRecord(tenant, clock).reclaims(left).livesAsBefore().update());
    return DeleteControl.noFinalizerRemoval();
  }

  @Override
  public List<EventSource<?, Tenant>> prepareEventSources(EventSourceContext<Tenant> context) {
    return new TenantWatches(informers, clouds, idle).sources();
  }
}
