package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.StageDecision;
import dev.yunzhi.api.v1alpha1.StageStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;

/**
 * Where a PolicyException stands at an instant.
 *
 * @param decision that it stands by: the rejection, or the first approval; null while there is none
 * @param end the instant from which on it does not hold
 */
public record ExceptionStanding(ExceptionState state, StageDecision decision, Instant end) {

  /**
   * Judges one.
   *
   * @param approvals of its namespace
   */
  public static ExceptionStanding of(
      PolicyException exception, Collection<Approval> approvals, Instant now) {
    StageStatus stage = stage(exception, approvals);
    StageDecision decision =
        stage.decision() == null
            ? null
            : stage.decisions().stream()
                .filter(d -> d.decision() == stage.decision())
                .findFirst()
                .orElseThrow();
    Instant end = OffsetDateTime.parse(exception.getSpec().expiresAt()).toInstant();
    return new ExceptionStanding(
        now.isBefore(end) ? state(stage.decision()) : ExceptionState.ENDED, decision, end);
  }

  /**
   * Whether it holds until its end: somebody of the security team who did not ask for it approved
   * it, and nobody of them said no.
   *
   * @param approvals of its namespace
   */
  public static boolean isApproved(PolicyException exception, Collection<Approval> approvals) {
    return stage(exception, approvals).decision() == Decision.APPROVED;
  }

  private static StageStatus stage(PolicyException exception, Collection<Approval> approvals) {
    return Tally.of(exception, approvals).stages().get(0);
  }

  private static ExceptionState state(Decision decision) {
    if (decision == null) {
      return ExceptionState.PENDING;
    }
    return decision == Decision.APPROVED ? ExceptionState.ACTIVE : ExceptionState.REJECTED;
  }
}
