package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.ProjectCost;
import dev.yunzhi.operator.reconcile.Conditions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the condition {@code ChangesCovered} of a project says. */
final class ChangesCondition {

  /**
   * Adds it, where there are changes.
   *
   * @param percent by how much what it costs may differ without a new approval
   */
  static void add(Conditions conditions, List<ProjectCost> costs, int percent) {
    if (costs.isEmpty()) {
      return;
    }
    var type = ConditionType.PROJECT_CHANGES_COVERED;
    Optional<ProjectCost> unapproved = first(costs, c -> !c.approved() && c.beyond(percent));
    Optional<ProjectCost> unfiled =
        first(costs, c -> !c.approved() && !c.filed() && !c.beyond(percent));
    if (unapproved.isPresent()) {
      ProjectCost cost = unapproved.get();
      conditions.isFalse(
          type,
          Reason.AWAITING_APPROVAL,
          "The change of %s to %d yuan is over %d %% off the %d that were approved: have it approved by an Approval of stage Change, or enter its approvalNumber."
              .formatted(cost.date(), cost.total(), percent, cost.base()));
    } else if (unfiled.isPresent()) {
      ProjectCost cost = unfiled.get();
      conditions.isFalse(
          type,
          Reason.AWAITING_FILING,
          "The change of %s to %d yuan stays within %d %% of the %d that were approved: file it and enter its filingNumber."
              .formatted(cost.date(), cost.total(), percent, cost.base()));
    } else {
      boolean approved = costs.stream().anyMatch(ProjectCost::approved);
      conditions.isTrue(
          type,
          approved ? Reason.APPROVED : Reason.FILED,
          approved
              ? "Every change of what it costs is approved or filed."
              : "Every change of what it costs is filed; none needed a new approval.");
    }
  }

  private static Optional<ProjectCost> first(
      List<ProjectCost> costs, Predicate<ProjectCost> which) {
    return costs.stream().filter(which).findFirst();
  }

  private ChangesCondition() {}
}
