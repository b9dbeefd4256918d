package dev.yunzhi.operator.reconcile.project;

import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.ProjectTerms;
import dev.yunzhi.operator.reconcile.Conditions;
import java.time.Instant;

/** What the conditions {@code Accepted} and {@code Evaluated} of a project say. */
final class TermConditions {

  /**
   * Adds them; {@code Evaluated} only once it is accepted.
   *
   * @param acceptedBy what it was accepted by, for people; null while it is not
   */
  static void add(Conditions conditions, ProjectTerms terms, String acceptedBy, Instant now) {
    acceptance(conditions, terms, acceptedBy, now);
    if (terms.accepted()) {
      evaluation(conditions, terms, now);
    }
  }

  private static void acceptance(
      Conditions conditions, ProjectTerms terms, String acceptedBy, Instant now) {
    var type = ConditionType.PROJECT_ACCEPTED;
    switch (terms.acceptanceAt(now)) {
      case DONE -> conditions.isTrue(type, Reason.ACCEPTED, "It is accepted: " + acceptedBy + ".");
      case NOT_BEGUN, EARLY ->
          conditions.isFalse(
              type, Reason.UNDER_WAY, "It is not completed: spec.completedOn names no day.");
      case RUNNING ->
          conditions.isFalse(
              type,
              Reason.AWAITING_ACCEPTANCE,
              "Acceptance is due by %s.".formatted(terms.acceptance().last()));
      case NEAR ->
          conditions.isFalse(
              type,
              Reason.ACCEPTANCE_NEAR,
              "Acceptance is due by %s; from the day after on policy GOV-009 refuses formal use."
                  .formatted(terms.acceptance().last()));
      case OVER ->
          conditions.isFalse(
              type,
              Reason.ACCEPTANCE_OVERDUE,
              "Acceptance was due by %s; policy GOV-009 refuses formal use."
                  .formatted(terms.acceptance().last()));
    }
  }

  private static void evaluation(Conditions conditions, ProjectTerms terms, Instant now) {
    var type = ConditionType.PROJECT_EVALUATED;
    String by = terms.evaluation().last().toString();
    switch (terms.evaluationAt(now)) {
      case DONE -> conditions.isTrue(type, Reason.EVALUATED, "It is evaluated.");
      case NOT_BEGUN, EARLY ->
          conditions.isFalse(
              type,
              Reason.NOT_DUE,
              "Evaluation is due from %s to %s.".formatted(terms.evaluationFrom(), by));
      case RUNNING ->
          conditions.isFalse(type, Reason.EVALUATION_DUE, "Evaluation is due by %s.".formatted(by));
      case NEAR ->
          conditions.isFalse(
              type, Reason.EVALUATION_NEAR, "Evaluation is due by %s, soon.".formatted(by));
      case OVER ->
          conditions.isFalse(
              type, Reason.EVALUATION_OVERDUE, "Evaluation was due by %s.".formatted(by));
    }
  }

  private TermConditions() {}
}
