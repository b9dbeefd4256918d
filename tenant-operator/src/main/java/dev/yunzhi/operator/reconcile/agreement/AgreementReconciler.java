package dev.yunzhi.operator.reconcile.agreement;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.AgreementStatus;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.model.Handshake;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.NextLook;
import dev.yunzhi.operator.reconcile.StatusPatch;
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

/**
 * Tells each department whether its half of an agreement is in force, and why not. The network
 * policies are the tenants' own matter: a change of this status wakes them.
 */
public final class AgreementReconciler implements Reconciler<Agreement> {

  private final Informers informers;
  private final Duration resync;
  private final Clock clock;

  public AgreementReconciler(Informers informers, Duration resync, Clock clock) {
    this.informers = informers;
    this.resync = resync;
    this.clock = clock;
  }

  @Override
  public UpdateControl<Agreement> reconcile(Agreement agreement, Context<Agreement> context) {
    Instant now = clock.instant();
    Handshake handshake = Handshake.of(agreement, Agreements.records(informers), now);
    var before = agreement.getStatus();
    Long generation = agreement.getMetadata().getGeneration();
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, clock);
    if (handshake.inForce()) {
      conditions.isTrue(ConditionType.AGREEMENT_IN_FORCE, handshake.reason(), handshake.message());
    } else {
      conditions.isFalse(ConditionType.AGREEMENT_IN_FORCE, handshake.reason(), handshake.message());
    }
    UpdateControl<Agreement> update =
        StatusPatch.of(
            agreement, new Agreement(), new AgreementStatus(generation, conditions.list()));
    return NextLook.at(handshake.until(), now, resync, update);
  }

  @Override
  public List<EventSource<?, Agreement>> prepareEventSources(
      EventSourceContext<Agreement> context) {
    return List.of(
        new InformedEvents<>(
            Agreement.class,
            informers,
            AgreementReconciler::otherHalf,
            InformedEvents::specChanged),
        new InformedEvents<>(Tenant.class, informers, this::naming, InformedEvents::specChanged));
  }

  private static Collection<ResourceID> otherHalf(Agreement half) {
    return List.of(
        new ResourceID(half.getMetadata().getName(), HomeNamespace.nameFor(half.getSpec().with())));
  }

  private Collection<ResourceID> naming(Tenant tenant) {
    String name = tenant.getMetadata().getName();
    return informers.of(Agreement.class).list().stream()
        .filter(a -> a.getSpec().flows().stream().anyMatch(f -> names(f, name)))
        .map(ResourceID::fromResource)
        .toList();
  }

  private static boolean names(Flow flow, String tenant) {
    return flow.from().equals(tenant) || flow.to().equals(tenant);
  }
}
