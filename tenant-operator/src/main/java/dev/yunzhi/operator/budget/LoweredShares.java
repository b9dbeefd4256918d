package dev.yunzhi.operator.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shares of namespaces under a ceiling that is lower than what they were shared out of: each is
 * lowered in proportion, but none below what is used in it, as far as the ceiling goes.
 */
public final class LoweredShares {

  private static final BigDecimal MILLI = new BigDecimal("0.001");

  /**
   * The lowered shares.
   *
   * @param first by namespace, as the granted quota is shared out
   * @param ceiling by resource; one that is absent is not lowered
   * @param used by namespace; what is absent is not used
   * @return they add up to no more than the ceiling, unless more than it is used
   */
  public static Map<String, Map<String, Quantity>> of(
      Map<String, Map<String, Quantity>> first,
      Map<String, Quantity> ceiling,
      Map<String, Map<String, Quantity>> used) {
    var shares = new LinkedHashMap<String, Map<String, Quantity>>();
    first.forEach((namespace, amounts) -> shares.put(namespace, new TreeMap<>(amounts)));
    ceiling.forEach((resource, total) -> lower(resource, total, shares, used));
    return shares;
  }

  private static void lower(
      String resource,
      Quantity total,
      Map<String, Map<String, Quantity>> shares,
      Map<String, Map<String, Quantity>> used) {
    var open = new LinkedHashMap<String, BigDecimal>();
    BigDecimal sum = BigDecimal.ZERO;
    boolean binary = CanonicalQuantity.isBinary(total);
    for (var share : shares.entrySet()) {
      Quantity amount = share.getValue().get(resource);
      if (amount != null) {
        open.put(share.getKey(), amount.getNumericalAmount());
        sum = sum.add(amount.getNumericalAmount());
        binary |= CanonicalQuantity.isBinary(amount);
      }
    }
    BigDecimal left = total.getNumericalAmount();
    if (sum.compareTo(left) <= 0) {
      return;
    }
    BigDecimal unit = resource.endsWith("cpu") ? MILLI : BigDecimal.ONE;
    // Who uses more than its part keeps that, and the others share what is left.
    boolean again = true;
    while (again) {
      again = false;
      for (var namespace : List.copyOf(open.keySet())) {
        BigDecimal use = used(used, namespace, resource);
        if (use.compareTo(part(open.get(namespace), left, sum, unit)) > 0) {
          sum = sum.subtract(open.remove(namespace));
          left = left.subtract(use).max(BigDecimal.ZERO);
          put(shares, namespace, resource, use, binary);
          again = true;
        }
      }
    }
    for (var each : open.entrySet()) {
      put(shares, each.getKey(), resource, part(each.getValue(), left, sum, unit), binary);
    }
  }

  private static BigDecimal part(
      BigDecimal share, BigDecimal left, BigDecimal sum, BigDecimal unit) {
    return sum.signum() == 0
        ? BigDecimal.ZERO
        : share.multiply(left).divide(sum.multiply(unit), 0, RoundingMode.FLOOR).multiply(unit);
  }

  private static BigDecimal used(
      Map<String, Map<String, Quantity>> used, String namespace, String resource) {
    Quantity amount = used.getOrDefault(namespace, Map.of()).get(resource);
    return amount == null ? BigDecimal.ZERO : amount.getNumericalAmount();
  }

  private static void put(
      Map<String, Map<String, Quantity>> shares,
      String namespace,
      String resource,
      BigDecimal amount,
      boolean binary) {
    // A fraction has no binary form: it would be rounded up, and the sum with it.
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    shares.get(namespace).put(resource, CanonicalQuantity.of(amount, binary && whole));
  }

  private LoweredShares() {}
}
