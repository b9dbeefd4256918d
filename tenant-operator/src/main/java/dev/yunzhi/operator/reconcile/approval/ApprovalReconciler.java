package dev.yunzhi.operator.reconcile.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.approval.Verdict;
import dev.yunzhi.operator.approval.Votes;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Tells whoever decided whether the decision counts, and why not. */
public final class ApprovalReconciler implements Reconciler<Approval> {

  private final Informers informers;
  private final Clock clock;

  public ApprovalReconciler(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Approval> reconcile(Approval approval, Context<Approval> context) {
    String namespace = approval.getMetadata().getNamespace();
    TenantRequest request =
        informers.of(TenantRequest.class).get(namespace, approval.getSpec().request());
    var votes =
        Votes.of(
            request,
            request == null
                ? List.of(approval)
                : informers.of(Approval.class).inNamespace(namespace),
            clock.instant());
    Verdict verdict = votes.of(approval.getMetadata().getName());
    if (verdict == null) {
      // The shared watch has yet to see it; its event wakes us.
      return UpdateControl.noUpdate();
    }
    var update = record(approval, verdict);
    votes
        .expiry(approval)
        .ifPresent(end -> update.rescheduleAfter(Duration.between(clock.instant(), end)));
    return update;
  }

  private UpdateControl<Approval> record(Approval approval, Verdict verdict) {
    var before = approval.getStatus();
    var conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            approval.getMetadata().getGeneration(),
            clock);
    if (verdict.counted()) {
      conditions.isTrue(ConditionType.APPROVAL_COUNTED, verdict.reason(), verdict.message());
    } else {
      conditions.isFalse(
          ConditionType.APPROVAL_COUNTED,
          verdict.reason(),
          "%s: %s / %s".formatted(verdict.field(), verdict.message(), verdict.messageZh()));
    }
    return StatusPatch.of(approval, new Approval(), new ApprovalStatus(conditions.list()));
  }

  @Override
  public List<EventSource<?, Approval>> prepareEventSources(EventSourceContext<Approval> context) {
    return List.of(
        new InformedEvents<>(TenantRequest.class, informers, this::decisionsOn),
        new InformedEvents<>(
            Approval.class, informers, this::besides, InformedEvents::specChanged));
  }

  private Collection<ResourceID> decisionsOn(TenantRequest request) {
    return decisionsOn(request.getMetadata().getNamespace(), request.getMetadata().getName());
  }

  /** A person's later decision takes the place of an earlier one. */
  private Collection<ResourceID> besides(Approval approval) {
    return decisionsOn(approval.getMetadata().getNamespace(), approval.getSpec().request());
  }

  private Collection<ResourceID> decisionsOn(String namespace, String request) {
    return informers.of(Approval.class).inNamespace(namespace).stream()
        .filter(a -> a.getSpec().request().equals(request))
        .map(ResourceID::fromResource)
        .toList();
  }
}
