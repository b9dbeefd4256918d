package dev.yunzhi.operator.reconcile.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Tells whoever decided whether the decision counts, and why not. */
public final class ApprovalReconciler implements Reconciler<Approval> {

  private static final String COUNTED = "Counted";

  private final Informers informers;
  private final Clock clock;

  public ApprovalReconciler(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Approval> reconcile(Approval approval, Context<Approval> context) {
    TenantRequest request =
        informers
            .of(TenantRequest.class)
            .get(approval.getMetadata().getNamespace(), approval.getSpec().request());
    Count count = Count.of(approval, request);
    var before = approval.getStatus();
    var conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            approval.getMetadata().getGeneration(),
            clock);
    if (count.counted()) {
      conditions.isTrue(COUNTED, count.reason(), count.message());
    } else {
      conditions.isFalse(
          COUNTED,
          count.reason(),
          "%s: %s / %s".formatted(count.field(), count.message(), count.messageZh()));
    }
    return StatusPatch.of(approval, new Approval(), new ApprovalStatus(conditions.list()));
  }

  @Override
  public List<EventSource<?, Approval>> prepareEventSources(EventSourceContext<Approval> context) {
    return List.of(
        new InformedEvents<>(
            TenantRequest.class, informers, this::decisionsOn, InformedEvents::specChanged));
  }

  private Collection<ResourceID> decisionsOn(TenantRequest request) {
    return informers.of(Approval.class).inNamespace(request.getMetadata().getNamespace()).stream()
        .filter(a -> a.getSpec().request().equals(request.getMetadata().getName()))
        .map(ResourceID::fromResource)
        .toList();
  }
}
