package dev.yunzhi.operator.reconcile.component;

import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.ComponentSubscriptionStatus;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Tells a department whether its tenant may use a common component, and where it is. */
public final class ComponentSubscriptionReconciler implements Reconciler<ComponentSubscription> {

  private final Informers informers;
  private final Clock clock;

  public ComponentSubscriptionReconciler(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  /** Whether the operator said of it that it is Active, be it of an earlier spec. */
  static boolean isActive(ComponentSubscription subscription) {
    var status = subscription.getStatus();
    Condition active =
        status == null
            ? null
            : Conditions.of(status.conditions(), ConditionType.SUBSCRIPTION_ACTIVE);
    return active != null && "True".equals(active.getStatus());
  }

  @Override
  public UpdateControl<ComponentSubscription> reconcile(
      ComponentSubscription subscription, Context<ComponentSubscription> context) {
    var spec = subscription.getSpec();
    var before = subscription.getStatus();
    SharedComponent component = informers.of(SharedComponent.class).get(spec.component());
    Use use =
        Use.of(
            spec,
            HomeNamespace.departmentOf(subscription.getMetadata().getNamespace()),
            component,
            informers.of(Tenant.class).get(spec.tenant()),
            isActive(subscription));
    Long generation = subscription.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    if (use.active()) {
      conditions.isTrue(ConditionType.SUBSCRIPTION_ACTIVE, use.reason(), use.message());
    } else {
      conditions.isFalse(ConditionType.SUBSCRIPTION_ACTIVE, use.reason(), use.message());
    }
    return StatusPatch.of(
        subscription,
        new ComponentSubscription(),
        new ComponentSubscriptionStatus(
            generation, use.active() ? component.getSpec().endpoint() : null, conditions.list()));
  }

  @Override
  public List<EventSource<?, ComponentSubscription>> prepareEventSources(
      EventSourceContext<ComponentSubscription> context) {
    return List.of(
        new InformedEvents<>(
            SharedComponent.class,
            informers,
            component -> by(Informers.BY_COMPONENT, component.getMetadata().getName()),
            InformedEvents::specChanged),
        new InformedEvents<>(
            Tenant.class,
            informers,
            tenant -> by(Informers.BY_TENANT, tenant.getMetadata().getName()),
            InformedEvents::specChanged));
  }

  private Collection<ResourceID> by(String index, String name) {
    return informers.of(ComponentSubscription.class).by(index, name).stream()
        .map(ResourceID::fromResource)
        .toList();
  }
}
