package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;

/** The quota of a tenant that holds now: what was granted, less what was taken back as idle. */
public final class Ceiling {

  /**
   * By resource name as in {@code spec.quota}.
   *
   * @return {@code spec.quota} itself while nothing is taken back
   */
  public static Map<String, Quantity> of(Tenant tenant) {
    Map<String, Quantity> granted = tenant.getSpec().quota();
    Map<String, Quantity> lowered = lowered(tenant);
    if (lowered.isEmpty()) {
      return granted;
    }
    var ceiling = new TreeMap<>(granted);
    ceiling.replaceAll(
        (resource, amount) -> smaller(amount, lowered.getOrDefault(resource, amount)));
    return ceiling;
  }

  /** Whether anything of it is taken back. */
  public static boolean isLowered(Tenant tenant) {
    return !lowered(tenant).isEmpty();
  }

  private static Map<String, Quantity> lowered(Tenant tenant) {
    var status = tenant.getStatus();
    return status == null || status.idle() == null || status.idle().quota() == null
        ? Map.of()
        : status.idle().quota();
  }

  private static Quantity smaller(Quantity a, Quantity b) {
    return a.getNumericalAmount().compareTo(b.getNumericalAmount()) <= 0 ? a : b;
  }

  private Ceiling() {}
}
