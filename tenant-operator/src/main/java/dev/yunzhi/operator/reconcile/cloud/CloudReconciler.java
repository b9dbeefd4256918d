package dev.yunzhi.operator.reconcile.cloud;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.CloudStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cloud.CloudHealth;
import dev.yunzhi.operator.cloud.Clouds;
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

/**
 * Has each cloud kept in touch with, and tells how it is. It asks nothing of the cluster itself:
 * that goes on elsewhere, so that a cloud which does not answer holds up no reconciliation.
 */
public final class CloudReconciler implements Reconciler<Cloud> {

  private final Informers informers;
  private final Clouds clouds;
  private final Clock clock;

  public CloudReconciler(Informers informers, Clouds clouds, Clock clock) {
    this.informers = informers;
    this.clouds = clouds;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Cloud> reconcile(Cloud cloud, Context<Cloud> context) {
    clouds.connect(cloud);
    return clouds
        .health(cloud.getMetadata().getName())
        .map(health -> StatusPatch.of(cloud, new Cloud(), status(cloud, health)))
        // The end of the first look wakes it.
        .orElseGet(UpdateControl::noUpdate);
  }

  private CloudStatus status(Cloud cloud, CloudHealth health) {
    CloudStatus before = cloud.getStatus();
    Long generation = cloud.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    Reason reason = Reason.of(health.reason()).orElseThrow();
    if (health.connected()) {
      conditions.isTrue(ConditionType.CLOUD_READY, reason, health.message());
    } else {
      conditions.isFalse(ConditionType.CLOUD_READY, reason, health.message());
    }
    int tenants = clouds.tenantsOn(cloud.getMetadata().getName()).size();
    var sight = health.sight();
    return new CloudStatus(
        generation,
        sight != null ? sight.clusterId() : before == null ? null : before.clusterId(),
        sight != null ? sight.version() : before == null ? null : before.version(),
        sight != null ? sight.capacity() : before == null ? null : before.capacity(),
        tenants,
        conditions.list());
  }

  @Override
  public List<EventSource<?, Cloud>> prepareEventSources(EventSourceContext<Cloud> context) {
    return List.of(
        new CloudChanges<>("CloudHealth", clouds::onHealth, name -> List.of(new ResourceID(name))),
        new InformedEvents<>(
            Tenant.class, informers, CloudReconciler::cloudOf, InformedEvents::specChanged));
  }

  private static List<ResourceID> cloudOf(Tenant tenant) {
    String cloud = tenant.getSpec().cloud();
    return cloud == null ? List.of() : List.of(new ResourceID(cloud));
  }
}
