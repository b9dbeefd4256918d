package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The ResourceQuota that holds a namespace to its share of the tenant's quota. */
public final class TenantQuota {

  public static final String NAME = "yunzhi";

  /**
   * The quota of one namespace.
   *
   * @param share by resource name
   */
  public static ResourceQuota of(Tenant tenant, String namespace, Map<String, Quantity> share) {
    var hard = new TreeMap<String, Quantity>();
    share.forEach((resource, amount) -> hard.put(resource, CanonicalQuantity.of(amount)));
    return new ResourceQuotaBuilder()
        .withMetadata(ManagedMetadata.inTenant(tenant, namespace, NAME))
        .withNewSpec()
        .withHard(hard)
        .endSpec()
        .build();
  }

  private TenantQuota() {}
}
