package dev.yunzhi.operator.reconcile.exception;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.PolicyExceptionStatus;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.policy.PolicyDescription;
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

  private final Policies policies;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param resync the longest time between two looks
   */
  public PolicyExceptionReconciler(Policies policies, Duration resync, Clock clock) {
    this.policies = policies;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<PolicyException> reconcile(
      PolicyException exception, Context<PolicyException> context) {
    Instant end = OffsetDateTime.parse(exception.getSpec().expiresAt()).toInstant();
    Instant now = clock.instant();
    boolean active = now.isBefore(end);
    var before = exception.getStatus();
    var generation = exception.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    if (active) {
      describeActive(exception, conditions);
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
    return NextLook.at(active ? end : null, now, resync, update);
  }

  private void describeActive(PolicyException exception, Conditions conditions) {
    var known =
        policies.catalogue().stream().map(PolicyDescription::id).collect(Collectors.toSet());
    List<String> unknown =
        exception.getSpec().policies().stream().filter(p -> !known.contains(p)).toList();
    if (unknown.isEmpty()) {
      conditions.isTrue(
          ConditionType.EXCEPTION_ACTIVE,
          Reason.ACTIVE,
          "It holds until %s.".formatted(exception.getSpec().expiresAt()));
    } else {
      conditions.isTrue(
          ConditionType.EXCEPTION_ACTIVE,
          Reason.UNKNOWN_POLICY,
          "It holds until %s, but the bundle has no %s; it has %s."
              .formatted(
                  exception.getSpec().expiresAt(),
                  String.join(", ", unknown),
                  known.stream().sorted().collect(Collectors.joining(", "))));
    }
  }
}
