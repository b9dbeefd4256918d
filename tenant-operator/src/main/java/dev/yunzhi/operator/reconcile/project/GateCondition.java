package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.approval.ProjectGates;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import java.util.List;
import java.util.stream.Collectors;

/** What the condition {@code Approved} of a project says. */
final class GateCondition {

  static void add(Conditions conditions, Project project, ProjectGates gates) {
    var type = ConditionType.PROJECT_APPROVED;
    List<Stage> open = gates.open(project.getSpec());
    List<StageStatus> rejected = gates.rejected();
    if (!rejected.isEmpty()) {
      conditions.isFalse(type, Reason.REJECTED, rejection(rejected.get(0)));
    } else if (!open.isEmpty()) {
      conditions.isFalse(
          type,
          Reason.AWAITING,
          "Gates that are neither decided nor recorded: %s. Decide by an Approval in dept-%s with spec.project: %s."
              .formatted(
                  open.stream().map(WireName::of).collect(Collectors.joining(", ")),
                  project.getSpec().department(),
                  project.getMetadata().getName()));
    } else {
      conditions.isTrue(type, Reason.APPROVED, "It has passed every gate up to Initiation.");
    }
  }

  private static String rejection(StageStatus gate) {
    return gate.decisions().stream()
        .filter(decision -> decision.decision() == Decision.REJECTED)
        .findFirst()
        .map(
            decision ->
                "%s rejected gate %s: %s"
                    .formatted(decision.decidedBy(), WireName.of(gate.stage()), decision.reason()))
        .orElseThrow();
  }

  private GateCondition() {}
}
