package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;

/**
 * The LimitRange that gives containers without requests or limits some, for a quota on those
 * refuses every container without them.
 */
final class TenantLimits {

  private static final String NAME = "yunzhi";
  private static final Map<String, Quantity> LIMITS =
      Map.of("cpu", new Quantity("500m"), "memory", new Quantity("512Mi"));
  private static final Map<String, Quantity> REQUESTS =
      Map.of("cpu", new Quantity("100m"), "memory", new Quantity("128Mi"));

  /**
   * @param share the namespace's quota; the defaults never go beyond it
   */
  static LimitRange of(Tenant tenant, String namespace, Map<String, Quantity> share) {
    var limits = new TreeMap<String, Quantity>();
    var requests = new TreeMap<String, Quantity>();
    LIMITS.forEach((r, amount) -> limits.put(r, atMost(share.get("limits." + r), amount)));
    REQUESTS.forEach(
        (r, amount) -> {
          var ceiling = share.getOrDefault("requests." + r, share.get(r));
          // A default request above the default limit is refused by the API server.
          requests.put(r, atMost(limits.get(r), atMost(ceiling, amount)));
        });
    return new LimitRangeBuilder()
        .withMetadata(ManagedMetadata.inTenant(tenant, namespace, NAME))
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .withDefault(limits)
        .withDefaultRequest(requests)
        .endLimit()
        .endSpec()
        .build();
  }

  private static Quantity atMost(Quantity ceiling, Quantity amount) {
    if (ceiling == null
        || ceiling.getNumericalAmount().compareTo(amount.getNumericalAmount()) >= 0) {
      return amount;
    }
    return CanonicalQuantity.of(ceiling);
  }

  private TenantLimits() {}
}
