package dev.yunzhi.operator.reconcile.component;

import dev.yunzhi.api.v1alpha1.ComponentLifecycle;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.SharedComponentSpec;
import dev.yunzhi.api.v1alpha1.SharedComponentStatus;
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
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says whether a common component can be had, and counts who uses it. */
public final class SharedComponentReconciler implements Reconciler<SharedComponent> {

  private final Informers informers;
  private final Clock clock;

  public SharedComponentReconciler(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  @Override
  public UpdateControl<SharedComponent> reconcile(
      SharedComponent component, Context<SharedComponent> context) {
    var before = component.getStatus();
    Long generation = component.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    describe(component.getSpec(), conditions);
    List<ComponentSubscription> all =
        informers
            .of(ComponentSubscription.class)
            .by(Informers.BY_COMPONENT, component.getMetadata().getName());
    List<ComponentSubscription> active =
        all.stream().filter(ComponentSubscriptionReconciler::isActive).toList();
    return StatusPatch.of(
        component,
        new SharedComponent(),
        new SharedComponentStatus(
            generation,
            all.size(),
            active.size(),
            distinct(active.stream().map(s -> s.getMetadata().getNamespace())),
            distinct(active.stream().map(s -> s.getSpec().tenant())),
            conditions.list()));
  }

  private void describe(SharedComponentSpec spec, Conditions conditions) {
    ConditionType available = ConditionType.COMPONENT_AVAILABLE;
    if (spec.lifecycle() == ComponentLifecycle.WITHDRAWN) {
      conditions.isFalse(available, Reason.WITHDRAWN, "It was withdrawn; nobody can use it.");
    } else if (informers.of(Department.class).get(spec.provider()) == null) {
      conditions.isFalse(
          available,
          Reason.DEPARTMENT_NOT_FOUND,
          "spec.provider names %s, which does not exist; create that Department."
              .formatted(spec.provider()));
    } else if (spec.lifecycle() != ComponentLifecycle.DEPRECATED) {
      conditions.isTrue(available, Reason.OFFERED, "Tenants can subscribe to it.");
    } else if (informers.of(SharedComponent.class).get(spec.successor()) == null) {
      conditions.isFalse(
          available,
          Reason.SUCCESSOR_NOT_FOUND,
          "spec.successor names %s, which is not in the catalogue.".formatted(spec.successor()));
    } else {
      conditions.isTrue(
          available,
          Reason.DEPRECATED,
          "Those that use it go on, and are to change to %s.".formatted(spec.successor()));
    }
  }

  private static int distinct(Stream<String> names) {
    return (int) names.distinct().count();
  }

  @Override
  public List<EventSource<?, SharedComponent>> prepareEventSources(
      EventSourceContext<SharedComponent> context) {
    return List.of(
        new InformedEvents<>(
            ComponentSubscription.class,
            informers,
            subscription -> List.of(new ResourceID(subscription.getSpec().component()))),
        new InformedEvents<>(
            Department.class,
            informers,
            department -> where(department.getMetadata().getName(), SharedComponentSpec::provider),
            InformedEvents::specChanged),
        new InformedEvents<>(
            SharedComponent.class,
            informers,
            successor -> where(successor.getMetadata().getName(), SharedComponentSpec::successor),
            InformedEvents::specChanged));
  }

  private Collection<ResourceID> where(String name, Function<SharedComponentSpec, String> naming) {
    return informers.of(SharedComponent.class).list().stream()
        .filter(component -> name.equals(naming.apply(component.getSpec())))
        .map(ResourceID::fromResource)
        .toList();
  }
}
