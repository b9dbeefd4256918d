package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.reconcile.Conditions;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where each tenant stands, worked out when it is asked for: a fixed number of series for each
 * tenant. Thread-safe.
 */
final class TenantCollector extends Collector {

  private final Supplier<? extends Collection<Tenant>> tenants;

  TenantCollector(Supplier<? extends Collection<Tenant>> tenants) {
    this.tenants = tenants;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new Families();
    tenants.get().forEach(families::add);
    return families.all();
  }

  /** The samples of one scrape. Not thread-safe. */
  private static final class Families {

    private static final List<String> TENANT = List.of("department", "tenant");

    private final GaugeMetricFamily info =
        new GaugeMetricFamily(
            "yunzhi_tenant_info",
            "What a tenant is; always 1",
            List.of(
                "department",
                "tenant",
                "title",
                "project",
                "environment",
                "protection_level",
                "data_class"));
    private final GaugeMetricFamily phase =
        new GaugeMetricFamily(
            "yunzhi_tenant_phase",
            "1 for the phase that a tenant is in",
            List.of("department", "tenant", "phase"));
    private final GaugeMetricFamily ready =
        new GaugeMetricFamily(
            "yunzhi_tenant_ready", "Whether everything of a tenant is in place", TENANT);
    private final GaugeMetricFamily suspended =
        new GaugeMetricFamily(
            "yunzhi_tenant_suspended", "Whether a tenant's workloads stand still", TENANT);
    private final GaugeMetricFamily expires =
        new GaugeMetricFamily(
            "yunzhi_tenant_expires_timestamp_seconds", "When a tenant's term ends", TENANT);
    private final GaugeMetricFamily namespaces =
        new GaugeMetricFamily("yunzhi_tenant_namespaces", "Namespaces of a tenant", TENANT);
    private final GaugeMetricFamily namespacesReady =
        new GaugeMetricFamily(
            "yunzhi_tenant_namespaces_ready",
            "Namespaces of a tenant in which everything is in place",
            TENANT);
    private final EnumMap<TenantPhase, Integer> byPhase = new EnumMap<>(TenantPhase.class);

    void add(Tenant tenant) {
      TenantSpec spec = tenant.getSpec();
      String name = tenant.getMetadata().getName();
      List<String> labels = List.of(spec.department(), name);
      info.addMetric(
          List.of(
              spec.department(),
              name,
              Objects.toString(spec.displayName(), ""),
              Objects.toString(spec.project(), ""),
              WireName.of(spec.environment()),
              String.valueOf(spec.protectionLevel()),
              WireName.of(spec.dataClass())),
          1);
      if (spec.expiresAt() != null) {
        long end = OffsetDateTime.parse(spec.expiresAt()).toEpochSecond();
        expires.addMetric(labels, (double) end);
      }
      add(labels, tenant.getMetadata().getGeneration(), tenant.getStatus());
    }

    private void add(List<String> labels, Long generation, TenantStatus status) {
      if (status == null) {
        ready.addMetric(labels, 0);
        return;
      }
      ready.addMetric(
          labels,
          is(Conditions.isTrue(status.conditions(), ConditionType.TENANT_READY, generation)));
      if (status.phase() != null) {
        byPhase.merge(status.phase(), 1, Integer::sum);
        phase.addMetric(List.of(labels.get(0), labels.get(1), WireName.of(status.phase())), 1);
        suspended.addMetric(labels, is(standsStill(status.phase())));
      }
      List<TenantNamespaceStatus> its =
          status.namespaces() == null ? List.of() : status.namespaces();
      namespaces.addMetric(labels, its.size());
      long inPlace = its.stream().filter(n -> Boolean.TRUE.equals(n.ready())).count();
      namespacesReady.addMetric(labels, (double) inPlace);
    }

    private static boolean standsStill(TenantPhase phase) {
      return phase != TenantPhase.ACTIVE && phase != TenantPhase.EXPIRING;
    }

    private static int is(boolean condition) {
      return condition ? 1 : 0;
    }

    List<MetricFamilySamples> all() {
      var tenants = new GaugeMetricFamily("yunzhi_tenants", "Tenants", List.of("phase"));
      for (TenantPhase each : TenantPhase.values()) {
        tenants.addMetric(List.of(WireName.of(each)), byPhase.getOrDefault(each, 0));
      }
      return List.of(tenants, info, phase, ready, suspended, expires, namespaces, namespacesReady);
    }
  }
}
