package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.Reasons;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;

/** The status of one tenant while one reconciliation computes it anew. Not thread-safe. */
final class TenantRecord {

  static final String READY = "Ready";

  private final Tenant tenant;
  private final Conditions conditions;
  private List<TenantNamespaceStatus> namespaces;

  /** Starts from the status as it stands: what no step says anew stays. */
  TenantRecord(Tenant tenant, Clock clock) {
    var before = tenant.getStatus();
    this.tenant = tenant;
    this.namespaces = before == null ? null : before.namespaces();
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
    if (plan.settled()) {
      conditions.isTrue(READY, Reasons.READY, plan.summary());
    } else {
      conditions.isFalse(
          READY,
          Reasons.QUOTA_MOVING,
          "Quota moves between the namespaces: those that give have been lowered, and those that"
              + " take are raised as soon as the API server enforces it.");
    }
    return this;
  }

  /** Whether its department, or one above, is halted. */
  TenantRecord halted(Lineage lineage) {
    Halting.tell(lineage, conditions);
    return this;
  }

  TenantRecord heldUp(Obstacle obstacle) {
    return heldUp(obstacle.reason(), obstacle.getMessage());
  }

  TenantRecord heldUp(String reason, String message) {
    conditions.isFalse(READY, reason, message);
    return this;
  }

  /** The write that brings the status up to date, if any is needed. */
  UpdateControl<Tenant> update() {
    return StatusPatch.of(
        tenant,
        new Tenant(),
        new TenantStatus(
            tenant.getMetadata().getGeneration(),
            namespaces == null ? 0 : namespaces.size(),
            namespaces,
            conditions.list()));
  }
}
