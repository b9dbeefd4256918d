package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectStatus;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.EventWriter;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Map;

/** Tells when a term of a project draws near or is over. */
public final class ProjectEvents {

  private record Told(EventReason event, String chinese) {}

  private static final Map<Reason, Told> TOLD =
      Map.of(
          Reason.ACCEPTANCE_NEAR,
          new Told(EventReason.PROJECT_ACCEPTANCE_NEAR, "验收期限将至，最后一日为 %s。"),
          Reason.ACCEPTANCE_OVERDUE,
          new Told(EventReason.PROJECT_ACCEPTANCE_OVERDUE, "已超过验收期限 %s，正式使用申请将被拒绝。"),
          Reason.EVALUATION_DUE,
          new Told(EventReason.PROJECT_EVALUATION_DUE, "可以开展后评价，最后一日为 %s。"),
          Reason.EVALUATION_NEAR,
          new Told(EventReason.PROJECT_EVALUATION_NEAR, "后评价期限将至，最后一日为 %s。"),
          Reason.EVALUATION_OVERDUE,
          new Told(EventReason.PROJECT_EVALUATION_OVERDUE, "已超过后评价期限 %s。"));

  private final EventWriter events;

  public ProjectEvents(EventWriter events) {
    this.events = events;
  }

  /** Writes one when a term stands otherwise than the status so far says. */
  void transition(Project project, ProjectStatus after) {
    tell(project, ConditionType.PROJECT_ACCEPTED, after, after.acceptBy());
    tell(project, ConditionType.PROJECT_EVALUATED, after, after.evaluateBy());
  }

  private void tell(Project project, ConditionType type, ProjectStatus after, String lastDay) {
    Condition is = Conditions.of(after.conditions(), type);
    if (is == null || is.getReason().equals(reasonSoFar(project, type))) {
      return;
    }
    Told told = Reason.of(is.getReason()).map(TOLD::get).orElse(null);
    if (told != null) {
      events.write(
          EventWriter.about(project),
          told.event(),
          is.getMessage() + " / " + told.chinese().formatted(lastDay),
          told.event() + "/" + lastDay);
    }
  }

  private static String reasonSoFar(Project project, ConditionType type) {
    Condition was =
        project.getStatus() == null ? null : Conditions.of(project.getStatus().conditions(), type);
    return was == null ? null : was.getReason();
  }
}
