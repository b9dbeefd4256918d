package dev.yunzhi.operator.reconcile.price;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.PriceList;
import dev.yunzhi.api.v1alpha1.PriceListStatus;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;

/** Says whether there is a cloud that the prices are of; the record of assets keeps them anyway. */
public final class PriceListReconciler implements Reconciler<PriceList> {

  private final Informers informers;
  private final Clock clock;

  public PriceListReconciler(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  @Override
  public UpdateControl<PriceList> reconcile(PriceList list, Context<PriceList> context) {
    var before = list.getStatus();
    var generation = list.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    String cloud = list.getSpec().cloud();
    if (cloud != null && informers.of(Cloud.class).get(cloud) == null) {
      conditions.isFalse(
          ConditionType.PRICE_LIST_READY,
          Reason.CLOUD_NOT_FOUND,
          "spec.cloud names %s, which does not exist; create that Cloud, or delete this list."
              .formatted(cloud));
    } else {
      conditions.isTrue(
          ConditionType.PRICE_LIST_READY, Reason.IN_FORCE, "The prices are in force.");
    }
    return StatusPatch.of(
        list, new PriceList(), new PriceListStatus(generation, conditions.list()));
  }

  @Override
  public List<EventSource<?, PriceList>> prepareEventSources(
      EventSourceContext<PriceList> context) {
    return List.of(
        new InformedEvents<>(
            Cloud.class,
            informers,
            cloud -> List.of(ResourceID.fromResource(cloud)),
            InformedEvents::specChanged));
  }
}
