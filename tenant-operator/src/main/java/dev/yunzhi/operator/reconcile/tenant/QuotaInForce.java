package dev.yunzhi.operator.reconcile.tenant;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a ResourceQuota lets through right now. The API server's quota admission goes by {@code
 * status.hard}, which follows {@code spec.hard} only when kube-controller-manager has seen it.
 */
final class QuotaInForce {

  /**
   * The amounts in force.
   *
   * @return by resource the larger of the two; a resource that one of them does not limit yet is
   *     absent. Before the first status nothing at all can be created, so the spec alone counts.
   */
  static Map<String, Quantity> of(ResourceQuota quota) {
    Map<String, Quantity> spec = quota.getSpec().getHard();
    Map<String, Quantity> status = quota.getStatus() == null ? null : quota.getStatus().getHard();
    if (status == null || status.isEmpty()) {
      return spec;
    }
    var inForce = new TreeMap<String, Quantity>();
    spec.forEach(
        (resource, said) -> {
          Quantity enforced = status.get(resource);
          if (enforced != null) {
            inForce.put(resource, larger(said, enforced));
          }
        });
    return inForce;
  }

  private static Quantity larger(Quantity a, Quantity b) {
    return a.getNumericalAmount().compareTo(b.getNumericalAmount()) >= 0 ? a : b;
  }

  private QuotaInForce() {}
}
