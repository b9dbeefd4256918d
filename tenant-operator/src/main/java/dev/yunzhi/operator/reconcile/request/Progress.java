package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.FindingStatus;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestStatus;
import dev.yunzhi.operator.approval.Tally;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.budget.BudgetReasons;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How far a request has come: each step adds what is known to the status that is to be recorded.
 * Not thread-safe.
 */
final class Progress {

  private static final Set<Reason> AFTER_GRANT =
      EnumSet.of(
          Reason.READY,
          Reason.TENANT_DELETED,
          Reason.CLOUD_UNREACHABLE,
          Reason.CLOUD_UNUSABLE,
          Reason.PROVISIONING,
          Reason.ENDING,
          Reason.ENDED);

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

  /** Whether the status is about the request as it stands. */
  static boolean isOfThisGeneration(TenantRequest request) {
    var status = request.getStatus();
    return status != null
        && Objects.equals(status.observedGeneration(), request.getMetadata().getGeneration());
  }

  /** Whether the status says that this very generation was carried out. */
  boolean grantedBefore() {
    Condition ready =
        before == null ? null : Conditions.of(before.conditions(), ConditionType.REQUEST_READY);
    return ready != null
        && tenant != null
        && Objects.equals(ready.getObservedGeneration(), request.getMetadata().getGeneration())
        && Reason.of(ready.getReason()).filter(AFTER_GRANT::contains).isPresent();
  }

  /** Leaves what policies and approvers said before; they are not asked again about a grant. */
  Progress keepJudgement() {
    conditions.keep(ConditionType.REQUEST_COMPLIANT).keep(ConditionType.REQUEST_APPROVED);
    if (before != null) {
      findings = before.findings();
      revision = before.policyRevision();
    }
    return this;
  }

  /**
   * Takes in what the policies found.
   *
   * @param missing fields that a Tenant cannot do without
   * @return whether the request may go on to the approvers
   */
  boolean judged(List<Finding> found, List<String> missing) {
    findings = Findings.asStatus(found);
    List<String> refusing = Findings.refusing(found);
    if (!refusing.isEmpty()) {
      conditions.isFalse(ConditionType.REQUEST_COMPLIANT, Reason.REFUSED, Findings.messages(found));
      end(RequestPhase.REFUSED, Reason.REFUSED, NextStep.correct(request, refusing));
      return false;
    }
    if (!missing.isEmpty()) {
      conditions.isFalse(
          ConditionType.REQUEST_COMPLIANT,
          Reason.INCOMPLETE,
          "Missing: " + String.join(", ", missing) + ".");
      end(RequestPhase.REFUSED, Reason.REFUSED, NextStep.complete(request, missing));
      return false;
    }
    conditions.isTrue(
        ConditionType.REQUEST_COMPLIANT, Reason.COMPLIANT, "No policy refuses the request.");
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
      NextStep step = NextStep.rejected(request, rejection.get());
      conditions.isFalse(ConditionType.REQUEST_APPROVED, Reason.REJECTED, step.english());
      end(RequestPhase.REJECTED, Reason.REJECTED, step);
      return false;
    }
    if (!tally.open().isEmpty()) {
      NextStep decide = NextStep.decide(request, tally.open());
      conditions.isFalse(
          ConditionType.REQUEST_APPROVED,
          Reason.AWAITING,
          "Waiting for " + decide.waitingFor() + ".");
      end(RequestPhase.AWAITING_APPROVAL, Reason.AWAITING_APPROVAL, decide);
      return false;
    }
    if (stages.isEmpty()) {
      conditions.isTrue(
          ConditionType.REQUEST_APPROVED,
          Reason.FILED,
          "No policy asks for an approval: the change is filed.");
    } else {
      conditions.isTrue(ConditionType.REQUEST_APPROVED, Reason.APPROVED, "Every stage approved.");
    }
    return true;
  }

  /** Whether the status as it stands says already that this generation is approved. */
  boolean isOnRecord() {
    return before != null
        && Conditions.isTrue(
            before.conditions(),
            ConditionType.REQUEST_APPROVED,
            request.getMetadata().getGeneration());
  }

  /** It is approved; the next look at it carries it out. */
  void aboutToCarryOut(String name) {
    end(RequestPhase.PROVISIONING, Reason.PROVISIONING, NextStep.wait(name));
  }

  /** The budgets of the departments have room for it, and it is reserved. */
  void withinBudget() {
    conditions.isTrue(
        ConditionType.REQUEST_WITHIN_BUDGET, Reason.RESERVED, "All that is asked for is reserved.");
  }

  /** It waits until there is room for it. */
  void beyondBudget(BudgetRefused refused) {
    conditions.isFalse(
        ConditionType.REQUEST_WITHIN_BUDGET, BudgetReasons.of(refused), refused.getMessage());
    end(RequestPhase.BLOCKED, Reason.BLOCKED, NextStep.beyondBudget(refused));
  }

  /**
   * Says again what it said of the budgets, unless the Tenant is held up by them.
   *
   * @param reason why the Tenant is not ready; null when that is not known
   */
  void budget(Reason reason, String message) {
    if (reason != null && BudgetReasons.holdsUp(reason)) {
      conditions.isFalse(ConditionType.REQUEST_WITHIN_BUDGET, reason, message);
    } else {
      // Nothing is made of a Tenant before it is reserved, even if nobody took note of it here.
      withinBudget();
    }
  }

  /** The request was carried out; the Tenant's own Ready condition says the rest. */
  void carriedOut(String name) {
    tenant = name;
    if (request.getSpec().type() == RequestType.END) {
      end(RequestPhase.ENDING, Reason.ENDING, NextStep.ending(name));
    } else {
      end(RequestPhase.PROVISIONING, Reason.PROVISIONING, NextStep.wait(name));
    }
  }

  void granted(String name, List<String> namespaces) {
    tenant = name;
    done(RequestPhase.GRANTED, Reason.READY, "Tenant %s is ready.", NextStep.use(name, namespaces));
  }

  void ended(String name) {
    tenant = name;
    done(RequestPhase.ENDED, Reason.ENDED, "Tenant %s was taken back.", NextStep.ended(name));
  }

  /** Something stands in the way; {@code step} says who has to act. */
  void blocked(Reason reason, NextStep step) {
    blocked(reason, step.english(), step);
  }

  void blocked(Reason reason, String message, NextStep step) {
    conditions.isFalse(ConditionType.REQUEST_READY, reason, message);
    phase = RequestPhase.BLOCKED;
    next = step;
  }

  private void done(RequestPhase where, Reason reason, String message, NextStep step) {
    conditions.isTrue(ConditionType.REQUEST_READY, reason, message.formatted(tenant));
    phase = where;
    next = step;
  }

  private void end(RequestPhase where, Reason reason, NextStep step) {
    phase = where;
    next = step;
    conditions.isFalse(ConditionType.REQUEST_READY, reason, step.english());
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
