package dev.yunzhi.operator.reconcile.exception;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.PolicyExceptionStatus;
import dev.yunzhi.operator.approval.ExceptionStanding;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.StatusPatch;
import dev.yunzhi.policy.PolicyDescription;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says whether an exception holds and who approved it, and looks again at the very instant at which
 * it ends. The engine goes by decisions and instant itself, so nothing waits for this status.
 */
public final class PolicyExceptionReconciler implements Reconciler<PolicyException> {

  /** Long enough to put right what is waived, or to ask for another. */
  private static final Duration NOTICE = Duration.ofDays(7);

  private final Informers informers;
  private final Policies policies;
  private final ExceptionEvents events;
  private final Duration resync;
  private final Clock clock;

  /**
   * @param resync the longest time between two looks
   */
  public PolicyExceptionReconciler(
      Informers informers,
      Policies policies,
      ExceptionEvents events,
      Duration resync,
      Clock clock) {
    this.informers = informers;
    this.policies = policies;
    this.events = events;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<PolicyException> reconcile(
      PolicyException exception, Context<PolicyException> context) {
    Instant now = clock.instant();
    var approvals =
        informers.of(Approval.class).inNamespace(exception.getMetadata().getNamespace());
    var standing = ExceptionStanding.of(exception, approvals, now);
    PolicyExceptionStatus status = status(exception, standing, now);
    UpdateControl<PolicyException> update =
        StatusPatch.of(exception, new PolicyException(), status);
    events.transition(exception, status);
    return NextLook.at(next(standing, now), now, resync, update);
  }

  private PolicyExceptionStatus status(
      PolicyException exception, ExceptionStanding standing, Instant now) {
    var before = exception.getStatus();
    var generation = exception.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    describe(exception, standing, now, conditions);
    var decision = standing.decision();
    boolean approved = decision != null && decision.decision() == Decision.APPROVED;
    return new PolicyExceptionStatus(
        generation,
        standing.state(),
        approved ? decision.decidedBy() : null,
        approved ? decision.decidedAt() : null,
        conditions.list());
  }

  /** The next instant at which there is something else to say; null when there is none. */
  private static Instant next(ExceptionStanding standing, Instant now) {
    if (standing.state() == ExceptionState.ENDED) {
      return null;
    }
    return isNear(standing.end(), now) ? standing.end() : standing.end().minus(NOTICE);
  }

  private static boolean isNear(Instant end, Instant now) {
    return !now.isBefore(end.minus(NOTICE));
  }

  private void describe(
      PolicyException exception, ExceptionStanding standing, Instant now, Conditions conditions) {
    String end = exception.getSpec().expiresAt();
    switch (standing.state()) {
      case PENDING -> describePending(exception, conditions);
      case ACTIVE -> describeActive(exception, standing, now, conditions);
      case REJECTED ->
          conditions.isFalse(
              ConditionType.EXCEPTION_ACTIVE,
              Reason.REJECTED,
              "%s rejected it: %s"
                  .formatted(standing.decision().decidedBy(), standing.decision().reason()));
      case ENDED ->
          conditions.isFalse(
              ConditionType.EXCEPTION_ACTIVE,
              Reason.ENDED,
              "It ended at %s; what it names is found again.".formatted(end));
    }
  }

  /** Who asked is not known of what was there before admission and the guard stamped it. */
  private static void describePending(PolicyException exception, Conditions conditions) {
    String by = exception.getSpec().requestedBy();
    conditions.isFalse(
        ConditionType.EXCEPTION_ACTIVE,
        Reason.AWAITING_APPROVAL,
        by == null
            ? "Nobody knows who asked for it, so nobody can approve it; delete it and ask for it anew."
            : "%s asks for it; it waives nothing until somebody else of the security team approves it by an Approval with spec.exception: %s and spec.stage: Security."
                .formatted(by, exception.getMetadata().getName()));
  }

  private void describeActive(
      PolicyException exception, ExceptionStanding standing, Instant now, Conditions conditions) {
    var known =
        policies.catalogue().stream().map(PolicyDescription::id).collect(Collectors.toSet());
    List<String> unknown =
        exception.getSpec().policies().stream().filter(p -> !known.contains(p)).toList();
    String holds =
        "It holds until %s; %s approved it."
            .formatted(exception.getSpec().expiresAt(), standing.decision().decidedBy());
    boolean near = isNear(standing.end(), now);
    if (unknown.isEmpty()) {
      conditions.isTrue(
          ConditionType.EXCEPTION_ACTIVE, near ? Reason.ENDING : Reason.ACTIVE, holds);
      return;
    }
    conditions.isTrue(
        ConditionType.EXCEPTION_ACTIVE,
        near ? Reason.ENDING : Reason.UNKNOWN_POLICY,
        "%s But the bundle has no %s; it has %s."
            .formatted(
                holds,
                String.join(", ", unknown),
                known.stream().sorted().collect(Collectors.joining(", "))));
  }

  @Override
  public List<EventSource<?, PolicyException>> prepareEventSources(
      EventSourceContext<PolicyException> context) {
    return List.of(
        new InformedEvents<>(
            Approval.class,
            informers,
            PolicyExceptionReconciler::decidedOn,
            InformedEvents::specChanged));
  }

  private static Collection<ResourceID> decidedOn(Approval approval) {
    String exception = approval.getSpec().exception();
    return exception == null
        ? List.of()
        : List.of(new ResourceID(exception, approval.getMetadata().getNamespace()));
  }
}
