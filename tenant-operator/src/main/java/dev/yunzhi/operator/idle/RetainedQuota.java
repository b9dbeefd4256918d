package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.ResourceNames;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an idle tenant keeps of its processor and memory when it shrinks: what it used and some
 * more, but never less than its Pods have reserved now, nor less than a floor. Everything else it
 * keeps whole.
 */
final class RetainedQuota {

  private static final int BYTES = 0;
  private static final int MILLI = 3;

  /**
   * The lowered ceilings.
   *
   * @param granted {@code spec.quota}
   * @param reserved what its quota objects count, all namespaces together, by canonical name
   * @param used 95th percentile by {@code cpu} and {@code memory}
   * @return by resource name as in {@code granted}; only those that are lowered
   */
  static Map<String, Quantity> of(
      Map<String, Quantity> granted,
      Amounts reserved,
      Map<String, Quantity> used,
      IdleTerms terms) {
    var lowered = new TreeMap<String, Quantity>();
    granted.forEach(
        (resource, amount) -> {
          String measured = measured(resource);
          if (measured != null) {
            BigDecimal all = amount.getNumericalAmount();
            BigDecimal kept =
                amount(used.get(measured))
                    .multiply(BigDecimal.valueOf(terms.headroom()))
                    .max(all.multiply(BigDecimal.valueOf(terms.keep()).movePointLeft(2)))
                    .max(reserved.value(ResourceNames.canonical(resource)))
                    .setScale("cpu".equals(measured) ? MILLI : BYTES, RoundingMode.CEILING);
            if (kept.compareTo(all) < 0) {
              lowered.put(resource, quantity(kept));
            }
          }
        });
    return lowered;
  }

  private static Quantity quantity(BigDecimal amount) {
    return CanonicalQuantity.of(amount, false);
  }

  /** What is measured of a resource of a quota; null when nothing is. */
  static String measured(String resource) {
    return switch (resource) {
      case "cpu", "requests.cpu", "limits.cpu" -> "cpu";
      case "memory", "requests.memory", "limits.memory" -> "memory";
      default -> null;
    };
  }

  private static BigDecimal amount(Quantity quantity) {
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }

  private RetainedQuota() {}
}
