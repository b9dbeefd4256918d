package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Annotations;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;

/**
 * The second quota of a namespace whose workloads stand still: no Pod is let in, and it remembers
 * how many replicas there were. A quota because the API server enforces it whatever else is down,
 * because it adds to the tenant's own without changing it, and because the guard of managed objects
 * keeps everybody's hands off what it remembers.
 */
public final class StandstillQuota {

  public static final String NAME = "yunzhi-standstill";

  private static final Map<String, Quantity> NO_PODS = Map.of("pods", new Quantity("0"));

  /**
   * The quota of one namespace.
   *
   * @param closed as long as the workloads are to stand still; false while they are scaled up
   *     again: Pods are let in, and what is to be restored is still known
   */
  public static ResourceQuota of(
      Tenant tenant, String namespace, Remembered remembered, boolean closed) {
    return new ResourceQuotaBuilder()
        .withMetadata(ManagedMetadata.inTenant(tenant, namespace, NAME))
        .editMetadata()
        .addToAnnotations(Annotations.REMEMBERED, remembered.toString())
        .endMetadata()
        .withNewSpec()
        .withHard(closed ? NO_PODS : Map.of())
        .endSpec()
        .build();
  }

  /** Whether it lets no Pod in. */
  public static boolean isClosed(ResourceQuota quota) {
    return NO_PODS.equals(quota.getSpec().getHard());
  }

  /** What a quota of that kind remembers. */
  public static Remembered remembered(ResourceQuota quota) {
    var annotations = quota.getMetadata().getAnnotations();
    return Remembered.parse(annotations == null ? null : annotations.get(Annotations.REMEMBERED));
  }

  private StandstillQuota() {}
}
