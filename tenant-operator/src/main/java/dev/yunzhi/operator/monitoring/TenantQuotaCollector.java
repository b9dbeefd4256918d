package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.model.Ceiling;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * What each tenant may use, was approved, and uses, worked out when it is asked for: at most three
 * series for each resource of each tenant, in the resource's own unit. Thread-safe.
 */
final class TenantQuotaCollector extends Collector {

  private static final List<String> LABELS = List.of("department", "tenant", "resource");

  private final Supplier<? extends Collection<Tenant>> tenants;
  private final Supplier<? extends Collection<ResourceQuota>> quotas;

  /**
   * @param quotas those that the operator manages, in all namespaces
   */
  TenantQuotaCollector(
      Supplier<? extends Collection<Tenant>> tenants,
      Supplier<? extends Collection<ResourceQuota>> quotas) {
    this.tenants = tenants;
    this.quotas = quotas;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var quota =
        new GaugeMetricFamily(
            "yunzhi_tenant_quota",
            "Ceiling of all namespaces of a tenant, in the resource's own unit",
            LABELS);
    var approved =
        new GaugeMetricFamily(
            "yunzhi_tenant_approved_quota",
            "The quota that was last approved, by which growth is measured, in the resource's own"
                + " unit",
            LABELS);
    var used =
        new GaugeMetricFamily(
            "yunzhi_tenant_quota_used",
            "What all namespaces of a tenant use of its quota, in the resource's own unit",
            LABELS);
    var numbers = new ResourceNumbers();
    Map<String, SortedMap<String, Double>> use = use(quotas.get(), numbers);
    for (Tenant tenant : tenants.get()) {
      var ceiling = numbers.of(Ceiling.of(tenant));
      add(quota, tenant, ceiling);
      add(approved, tenant, numbers.of(tenant.getSpec().approvedQuota()));
      var its = use.getOrDefault(tenant.getMetadata().getName(), new TreeMap<>());
      its.keySet().retainAll(ceiling.keySet());
      add(used, tenant, its);
    }
    return List.of(quota, approved, used);
  }

  private static void add(GaugeMetricFamily family, Tenant tenant, Map<String, Double> amounts) {
    amounts.forEach(
        (resource, amount) ->
            family.addMetric(
                List.of(tenant.getSpec().department(), tenant.getMetadata().getName(), resource),
                amount));
  }

  /** By tenant: the sum of its namespaces, of which two quotas of one each count the same. */
  private static Map<String, SortedMap<String, Double>> use(
      Collection<ResourceQuota> quotas, ResourceNumbers numbers) {
    var byNamespace = new HashMap<String, Map<String, SortedMap<String, Double>>>();
    for (ResourceQuota quota : quotas) {
      var meta = quota.getMetadata();
      String tenant = meta.getLabels() == null ? null : meta.getLabels().get(Labels.TENANT);
      if (tenant != null && quota.getStatus() != null) {
        byNamespace
            .computeIfAbsent(tenant, t -> new HashMap<>())
            .merge(
                meta.getNamespace(),
                numbers.of(quota.getStatus().getUsed()),
                (one, other) -> merged(one, other, Math::max));
      }
    }
    var byTenant = new HashMap<String, SortedMap<String, Double>>();
    byNamespace.forEach(
        (tenant, each) ->
            byTenant.put(
                tenant,
                each.values().stream()
                    .reduce(new TreeMap<>(), (sum, one) -> merged(sum, one, Double::sum))));
    return byTenant;
  }

  private static SortedMap<String, Double> merged(
      SortedMap<String, Double> one, SortedMap<String, Double> other, BinaryOperator<Double> how) {
    var both = new TreeMap<>(one);
    other.forEach((resource, amount) -> both.merge(resource, amount, how));
    return both;
  }
}
