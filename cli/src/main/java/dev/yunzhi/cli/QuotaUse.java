package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.ResourceNames;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the namespaces of each tenant may use and do use, summed from their managed quotas.
 *
 * @param hard by tenant, then by resource
 * @param used by tenant, then by resource
 */
record QuotaUse(
    Map<String, Map<String, BigDecimal>> hard, Map<String, Map<String, BigDecimal>> used) {

  static QuotaUse of(Collection<ResourceQuota> quotas) {
    var use = new QuotaUse(new HashMap<>(), new HashMap<>());
    for (ResourceQuota quota : quotas) {
      var labels = quota.getMetadata().getLabels();
      String tenant = labels == null ? null : labels.get(Labels.TENANT);
      if (tenant != null) {
        add(use.hard, tenant, quota.getSpec().getHard());
        add(use.used, tenant, quota.getStatus() == null ? null : quota.getStatus().getUsed());
      }
    }
    return use;
  }

  private static void add(
      Map<String, Map<String, BigDecimal>> sums, String tenant, Map<String, Quantity> amounts) {
    if (amounts != null) {
      var sum = sums.computeIfAbsent(tenant, t -> new HashMap<>());
      amounts.forEach(
          (r, q) -> sum.merge(ResourceNames.canonical(r), Amount.number(q), BigDecimal::add));
    }
  }

  BigDecimal hard(String tenant, String resource) {
    return of(hard, tenant, resource);
  }

  BigDecimal used(String tenant, String resource) {
    return of(used, tenant, resource);
  }

  private static BigDecimal of(
      Map<String, Map<String, BigDecimal>> sums, String tenant, String resource) {
    return sums.getOrDefault(tenant, Map.of())
        .getOrDefault(ResourceNames.canonical(resource), BigDecimal.ZERO);
  }
}
