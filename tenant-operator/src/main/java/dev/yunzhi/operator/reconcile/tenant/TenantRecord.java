package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.idle.Idleness;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.operator.reconcile.tenant.idle.IdleConditions;
import dev.yunzhi.operator.reconcile.tenant.life.LifeConditions;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The status of one tenant while one reconciliation computes it anew. Not thread-safe. */
final class TenantRecord {

  private final Tenant tenant;
  private final Conditions conditions;
  private final Clock clock;
  private TenantPhase phase;
  private boolean done;
  private List<TenantNamespaceStatus> namespaces;
  private TenantUse use;
  private TenantIdle idle;

  /** Starts from the status as it stands: what no step says anew stays. */
  TenantRecord(Tenant tenant, Clock clock) {
    var before = tenant.getStatus();
    this.tenant = tenant;
    this.clock = clock;
    this.phase = before == null ? null : before.phase();
    this.namespaces = before == null ? null : before.namespaces();
    this.use = before == null ? null : before.use();
    this.idle = before == null ? null : before.idle();
    this.conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            tenant.getMetadata().getGeneration(),
            clock);
  }

  /** All of the plan is in place, or as much of it as may be for now. */
  TenantRecord carriedOut(TenantPlan plan) {
    namespaces =
        plan.namespaces().stream()
            .map(n -> new TenantNamespaceStatus(n.name(), plan.share(n.name()), plan.settled()))
            .toList();
    done = plan.settled();
    if (plan.settled()) {
      conditions.isTrue(ConditionType.TENANT_READY, Reason.READY, plan.summary());
    } else {
      conditions.isFalse(
          ConditionType.TENANT_READY,
          Reason.QUOTA_MOVING,
          "Quota moves between the namespaces: those that give have been lowered, and those that"
              + " take are raised as soon as the API server enforces it.");
    }
    return this;
  }

  /** Whether its department, or one above, is halted. */
  TenantRecord halted(Lineage lineage) {
    Halting.tell(lineage, conditions, ConditionType.TENANT_HALTED);
    return this;
  }

  TenantRecord heldUp(Obstacle obstacle) {
    return heldUp(obstacle.reason(), obstacle.getMessage());
  }

  TenantRecord heldUp(Reason reason, String message) {
    conditions.isFalse(ConditionType.TENANT_READY, reason, message);
    return this;
  }

  /** Its cloud cannot be looked at: nothing is known of it, and what was said before stays. */
  TenantRecord away(Obstacle obstacle) {
    conditions
        .isFalse(ConditionType.TENANT_READY, obstacle.reason(), obstacle.getMessage())
        .keep(ConditionType.TENANT_HALTED);
    return livesAsBefore();
  }

  /** Its end is being carried out; nothing is left when {@code left} is empty. */
  TenantRecord reclaims(List<Namespace> left) {
    namespaces = List.of();
    done = left.isEmpty();
    if (left.isEmpty()) {
      conditions.isFalse(
          ConditionType.TENANT_READY,
          Reason.RECLAIMED,
          "Its namespaces and all in them are deleted.");
    } else {
      conditions.isFalse(ConditionType.TENANT_READY, Reason.RECLAIMING, Reclamation.describe(left));
    }
    return this;
  }

  /**
   * Where it stands in its life, which has been carried out.
   *
   * @param stopped how many workloads stand still
   */
  TenantRecord lives(TenantLife life, int stopped) {
    phase = life.ended() && done ? TenantPhase.RECLAIMED : life.phase();
    LifeConditions.set(conditions, tenant, life, stopped, clock.instant());
    return this;
  }

  /** What was said of its life stands: it was not looked at. */
  TenantRecord livesAsBefore() {
    return runsAsBefore().usedAsBefore();
  }

  private TenantRecord runsAsBefore() {
    conditions.keep(ConditionType.TENANT_EXPIRING).keep(ConditionType.TENANT_SUSPENDED);
    return this;
  }

  private TenantRecord usedAsBefore() {
    conditions.keep(ConditionType.TENANT_MEASURED).keep(ConditionType.TENANT_IDLE);
    return this;
  }

  /**
   * How it is used, and how far it is taken back.
   *
   * @param idleness empty where nobody measures use
   */
  TenantRecord used(Optional<Idleness> idleness) {
    use = idleness.map(Idleness::use).orElse(null);
    idle = idleness.map(Idleness::idle).orElse(null);
    idleness.ifPresent(i -> IdleConditions.set(conditions, i));
    return this;
  }

  /** All but how it is used stands: it was not looked at. */
  TenantRecord elseAsBefore() {
    conditions.keep(ConditionType.TENANT_READY).keep(ConditionType.TENANT_HALTED);
    return runsAsBefore();
  }

  TenantStatus status() {
    return new TenantStatus(
        tenant.getMetadata().getGeneration(),
        phase,
        namespaces == null ? 0 : namespaces.size(),
        namespaces,
        use,
        idle,
        conditions.list());
  }

  /** The write that brings the status up to date, if any is needed. */
  UpdateControl<Tenant> update() {
    return StatusPatch.of(tenant, new Tenant(), status());
  }
}
