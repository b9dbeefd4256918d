package dev.yunzhi.operator.reconcile.exception;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.PolicyExceptionStatus;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.EventWriter;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.policy.PolicyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says whether an exception still holds, and looks again at the very instant at which it ends. The
 * engine goes by that instant itself, so nothing waits for this status.
 */
public final class PolicyExceptionReconciler implements Reconciler<PolicyException> {

  /** Long enough to put right what is waived, or to ask for another. */
  private static final Duration NOTICE = Duration.ofDays(7);

  private final Policies policies;
  private final EventWriter events;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param resync the longest time between two looks
   */
  public PolicyExceptionReconciler(
      Policies policies, EventWriter events, Duration resync, Clock clock) {
    this.policies = policies;
    this.events = events;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<PolicyException> reconcile(
      PolicyException exception, Context<PolicyException> context) {
    Instant end = OffsetDateTime.parse(exception.getSpec().expiresAt()).toInstant();
    Instant now = clock.instant();
    boolean active = now.isBefore(end);
    boolean ending = active && !now.isBefore(end.minus(NOTICE));
    var before = exception.getStatus();
    var generation = exception.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    boolean warns = false;
    if (active) {
      warns =
          describeActive(exception, ending, conditions) == Reason.ENDING && !isWarned(exception);
    } else {
      conditions.isFalse(
          ConditionType.EXCEPTION_ACTIVE,
          Reason.ENDED,
          "It ended at %s; what it waived is found again."
              .formatted(exception.getSpec().expiresAt()));
    }
    UpdateControl<PolicyException> update =
        StatusPatch.of(
            exception,
            new PolicyException(),
            new PolicyExceptionStatus(
                generation, (active ? Reason.ACTIVE : Reason.ENDED).wire(), conditions.list()));
    if (warns) {
      warn(exception);
    }
    return NextLook.at(next(active, ending, end), now, resync, update);
  }

  /** The next instant at which there is something else to say; null when there is none. */
  private static Instant next(boolean active, boolean ending, Instant end) {
    if (!active) {
      return null;
    }
    return ending ? end : end.minus(NOTICE);
  }

  /** By what its status says, which is written after the event. */
  private static boolean isWarned(PolicyException exception) {
    var status = exception.getStatus();
    Condition said =
        status == null ? null : Conditions.of(status.conditions(), ConditionType.EXCEPTION_ACTIVE);
    return said != null
        && said.getReason().equals(Reason.ENDING.wire())
        && said.getMessage().contains(exception.getSpec().expiresAt());
  }

  /** Once for each end that it is given. */
  private void warn(PolicyException exception) {
    String end = exception.getSpec().expiresAt();
    events.write(
        EventWriter.about(exception),
        EventReason.EXCEPTION_ENDING,
        "It ends at %s; what it waives is found again then. / 该豁免将于 %s 到期，届时其所豁免的问题将重新判定。"
            .formatted(end, end),
        "ending/" + end);
  }

  private Reason describeActive(PolicyException exception, boolean ending, Conditions conditions) {
    var known =
        policies.catalogue().stream().map(PolicyDescription::id).collect(Collectors.toSet());
    List<String> unknown =
        exception.getSpec().policies().stream().filter(p -> !known.contains(p)).toList();
    String end = exception.getSpec().expiresAt();
    if (unknown.isEmpty()) {
      Reason reason = ending ? Reason.ENDING : Reason.ACTIVE;
      conditions.isTrue(
          ConditionType.EXCEPTION_ACTIVE, reason, "It holds until %s.".formatted(end));
      return reason;
    }
    conditions.isTrue(
        ConditionType.EXCEPTION_ACTIVE,
        Reason.UNKNOWN_POLICY,
        "It holds until %s, but the bundle has no %s; it has %s."
            .formatted(
                end,
                String.join(", ", unknown),
                known.stream().sorted().collect(Collectors.joining(", "))));
    return Reason.UNKNOWN_POLICY;
  }
}
