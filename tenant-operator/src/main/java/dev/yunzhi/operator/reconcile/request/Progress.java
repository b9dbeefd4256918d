package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.FindingStatus;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Reasons;
import dev.yunzhi.operator.reconcile.budget.BudgetReasons;
import dev.yunzhi.operator.reconcile.budget.RequestBudget;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * How far a request has come: each step adds what is known to the status that is to be recorded.
 * Not thread-safe.
 */
final class Progress {

  private static final String COMPLIANT = "PolicyCompliant";
  private static final String APPROVED = "Approved";
  private static final String READY = "Ready";

  private static final String TENANT_DELETED = "TenantDeleted";

  private final TenantRequest request;
  private final TenantRequestStatus before;
  private final Conditions conditions;
  private String revision;
  private RequestPhase phase;
  private NextStep next;
  private String tenant;
  private List<FindingStatus> findings;
  private List<StageStatus> stages;

  Progress(TenantRequest request, String revision, Clock clock) {
    this.request = request;
    this.before = request.getStatus();
    this.revision = revision;
    this.conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            request.getMetadata().getGeneration(),
            clock);
    this.tenant = before == null ? null : before.tenant();
    this.stages = before == null ? null : before.stages();
  }

  /** Whether the status says that a Tenant was made from this very generation. */
  boolean grantedBefore() {
    Condition ready = before == null ? null : Conditions.of(before.conditions(), READY);
    return ready != null
        && tenant != null
        && Objects.equals(ready.getObservedGeneration(), request.getMetadata().getGeneration())
        && (Reasons.READY.equals(ready.getReason())
            || TENANT_DELETED.equals(ready.getReason())
            || "Provisioning".equals(ready.getReason()));
  }

  /** Leaves what the policies said before; they are not asked again about what was granted. */
  Progress keepJudgement() {
    conditions.keep(COMPLIANT);
    if (before != null) {
      findings = before.findings();
      revision = before.policyRevision();
    }
    return this;
  }

  /**
   * Takes in what the policies found.
   *
   * @return whether the request may go on to the approvers
   */
  boolean judged(List<Finding> found) {
    findings = Findings.asStatus(found);
    List<String> refusing = Findings.refusing(found);
    if (!refusing.isEmpty()) {
      conditions.isFalse(COMPLIANT, "Refused", Findings.messages(found));
      end(RequestPhase.REFUSED, NextStep.correct(request, refusing));
      return false;
    }
    List<String> missing = GrantedTenant.missing(request.getSpec());
    if (!missing.isEmpty()) {
      conditions.isFalse(COMPLIANT, "Incomplete", "Missing: " + String.join(", ", missing) + ".");
      end(RequestPhase.REFUSED, NextStep.complete(request, missing));
      return false;
    }
    conditions.isTrue(COMPLIANT, "Compliant", "No policy refuses the request.");
    return true;
  }

  /**
   * Takes in what the approvers decided.
   *
   * @return whether every stage approved
   */
  boolean decided(Tally tally) {
    stages = tally.stages();
    var rejection = tally.rejection();
    if (rejection.isPresent()) {
      conditions.isFalse(
          APPROVED, "Rejected", NextStep.rejected(request, rejection.get()).english());
      end(RequestPhase.REJECTED, NextStep.rejected(request, rejection.get()));
      return false;
    }
    if (!tally.open().isEmpty()) {
      NextStep decide = NextStep.decide(request, tally.open());
      conditions.isFalse(APPROVED, "Awaiting", "Waiting for " + decide.waitingFor() + ".");
      end(RequestPhase.AWAITING_APPROVAL, decide);
      return false;
    }
    approved();
    return true;
  }

  /** The budgets of the departments have room for it, and it is reserved. */
  void withinBudget() {
    conditions.isTrue(
        RequestBudget.WITHIN_BUDGET, "Reserved", "All that is asked for is reserved.");
  }

  /** It waits until there is room for it. */
  void beyondBudget(BudgetRefused refused) {
    conditions.isFalse(
        RequestBudget.WITHIN_BUDGET, BudgetReasons.of(refused), refused.getMessage());
    end(RequestPhase.BLOCKED, NextStep.beyondBudget(refused));
  }

  void provisioning(String name) {
    tenant = name;
    end(RequestPhase.PROVISIONING, NextStep.wait(name));
  }

  /** The Tenant is there as asked for; its own Ready condition says the rest. */
  void stands(Tenant actual, Tally tally) {
    tenant = actual.getMetadata().getName();
    standing(tally);
    var status = actual.getStatus();
    Condition ready = status == null ? null : Conditions.of(status.conditions(), READY);
    if (ready != null && BudgetReasons.holdsUp(ready.getReason())) {
      conditions.isFalse(RequestBudget.WITHIN_BUDGET, ready.getReason(), ready.getMessage());
    } else {
      // Nothing is made of a Tenant before it is reserved, even if nobody took note of it here.
      withinBudget();
    }
    boolean current =
        ready != null
            && Objects.equals(ready.getObservedGeneration(), actual.getMetadata().getGeneration());
    if (current && "True".equals(ready.getStatus())) {
      conditions.isTrue(READY, Reasons.READY, "Tenant %s is ready.".formatted(tenant));
      var namespaces = status.namespaces().stream().map(TenantNamespaceStatus::name).toList();
      phase = RequestPhase.GRANTED;
      next = NextStep.use(tenant, namespaces);
    } else if (!current || isPassing(ready)) {
      provisioning(tenant);
    } else {
      conditions.isFalse(READY, ready.getReason(), ready.getMessage());
      phase = RequestPhase.BLOCKED;
      next = NextStep.tenantHeldUp(tenant, ready.getMessage());
    }
  }

  private static boolean isPassing(Condition ready) {
    return Reasons.QUOTA_MOVING.equals(ready.getReason())
        || BudgetReasons.OPENING.equals(ready.getReason())
        || Reasons.FAILED.equals(ready.getReason());
  }

  void nameTaken(String name) {
    blocked(Reasons.NAME_TAKEN, NextStep.nameTaken(request, name));
  }

  void tenantDeleted(String name, Tally tally) {
    standing(tally);
    blocked(TENANT_DELETED, NextStep.tenantDeleted(request, name));
  }

  /** It goes on when somebody has put something right. */
  void blocked(String reason, NextStep step) {
    conditions.isFalse(READY, reason, step.english());
    phase = RequestPhase.BLOCKED;
    next = step;
  }

  /** Something unforeseen; the operator tries again. */
  void heldUp(String reason, String message) {
    conditions.keep(APPROVED);
    conditions.isFalse(READY, reason, message);
    phase = RequestPhase.BLOCKED;
    next = new NextStep("Platform", message, message);
  }

  /** Approvals may have been removed since; what was granted on them stays granted. */
  private void standing(Tally tally) {
    stages = tally.stages();
    if (tally.open().isEmpty()) {
      approved();
    } else {
      conditions.keep(APPROVED);
    }
  }

  private void approved() {
    conditions.isTrue(APPROVED, "Approved", "Every stage approved.");
  }

  private void end(RequestPhase where, NextStep step) {
    phase = where;
    next = step;
    conditions.isFalse(READY, WireName.of(where), step.english());
  }

  TenantRequestStatus status() {
    return new TenantRequestStatus(
        request.getMetadata().getGeneration(),
        phase,
        next.waitingFor(),
        next.english(),
        next.chinese(),
        tenant,
        revision,
        findings,
        stages,
        conditions.list());
  }
}
