package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.cluster.Informers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many tenants are in each phase, as their statuses say. */
final class TenantMeters implements MeterBinder {

  private final Informers informers;

  TenantMeters(Informers informers) {
    this.informers = informers;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (TenantPhase phase : TenantPhase.values()) {
      Gauge.builder("yunzhi.tenants", () -> count(phase))
          .description("Tenants")
          .tag("phase", WireName.of(phase))
          .register(meters);
    }
  }

  private long count(TenantPhase phase) {
    return informers.of(Tenant.class).list().stream()
        .filter(t -> t.getStatus() != null && t.getStatus().phase() == phase)
        .count();
  }
}
