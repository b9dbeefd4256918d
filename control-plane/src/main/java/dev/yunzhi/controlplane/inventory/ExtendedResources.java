package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * GPUs and whatever else a device plugin offers: resources with a domain of their own, such as
 * {@code nvidia.com/gpu} or {@code huawei.com/Ascend910}. They are whole numbers. Pure.
 */
final class ExtendedResources {
  private ExtendedResources() {}

  /** By name; what there is none of is left out. */
  static Map<String, String> amounts(Map<String, BigDecimal> resources) {
    return resources.entrySet().stream()
        .filter(resource -> isExtended(resource.getKey()))
        .filter(resource -> resource.getValue().signum() > 0)
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                resource -> resource.getValue().stripTrailingZeros().toPlainString()));
  }

  /**
   * @param capacity null is none
   */
  static Map<String, String> ofCapacity(Map<String, Quantity> capacity) {
    return capacity == null
        ? Map.of()
        : amounts(
            capacity.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, amount -> amount.getValue().getNumericalAmount())));
  }

  /** Kubernetes' own have no domain, or one of kubernetes.io. */
  private static boolean isExtended(String name) {
    int slash = name.indexOf('/');
    return slash > 0
        && !name.startsWith("kubernetes.io/")
        && !name.substring(0, slash).endsWith(".kubernetes.io");
  }
}
