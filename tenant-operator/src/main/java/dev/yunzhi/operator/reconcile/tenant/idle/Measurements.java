package dev.yunzhi.operator.reconcile.tenant.idle;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.idle.IdleTenants;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Wakes all tenants when use was measured, or could not be. */
public final class Measurements extends AbstractEventSource<Tenant, Tenant> {

  private final Informers informers;

  public Measurements(IdleTenants idle, Informers informers) {
    super(Tenant.class, "Measurements");
    this.informers = informers;
    idle.onMeasured(this::wake);
  }

  private void wake() {
    if (isRunning()) {
      informers
          .of(Tenant.class)
          .list()
          .forEach(t -> getEventHandler().handleEvent(new Event(ResourceID.fromResource(t))));
    }
  }

  /** Reconcilers read from {@link Informers}, not from their event sources. */
  @Override
  public Set<Tenant> getSecondaryResources(Tenant primary) {
    return Set.of();
  }
}
