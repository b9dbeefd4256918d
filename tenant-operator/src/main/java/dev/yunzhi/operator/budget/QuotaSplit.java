package dev.yunzhi.operator.budget;

import dev.yunzhi.api.v1alpha1.NamespaceClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shares a tenant's quota among its namespaces: a namespace that names its share gets that, the
 * others get equal parts of the rest. The shares of a resource add up to the tenant's quota exactly
 * when a namespace takes the rest, and never to more.
 */
public final class QuotaSplit {

  private static final BigDecimal MILLI = new BigDecimal("0.001");
  private static final BigDecimal MEBI = BigDecimal.valueOf(1024 * 1024);

  /**
   * Splits a quota.
   *
   * @param quota of the tenant, by resource name
   * @param claims with distinct names
   * @return share by the claim's name, each holding every resource of {@code quota}; in the order
   *     of {@code claims}
   * @throws QuotaExceeded when a claim names a resource that the quota lacks, or the named shares
   *     add up to more than the quota
   */
  public static Map<String, Map<String, Quantity>> of(
      Map<String, Quantity> quota, List<NamespaceClaim> claims) throws QuotaExceeded {
    var shares = new LinkedHashMap<String, Map<String, Quantity>>();
    for (NamespaceClaim claim : claims) {
      shares.put(claim.name(), new TreeMap<>());
      for (String resource : named(claim).keySet()) {
        if (!quota.containsKey(resource)) {
          throw new QuotaExceeded(
              "spec.namespaces[%s].quota names %s, of which spec.quota has none; add it to spec.quota or leave it out"
                  .formatted(claim.name(), resource));
        }
      }
    }
    for (String resource : quota.keySet()) {
      split(resource, quota.get(resource), claims)
          .forEach((namespace, share) -> shares.get(namespace).put(resource, share));
    }
    return shares;
  }

  private static Map<String, Quantity> split(
      String resource, Quantity total, List<NamespaceClaim> claims) throws QuotaExceeded {
    var shares = new LinkedHashMap<String, Quantity>();
    var takers = new ArrayList<String>();
    BigDecimal named = BigDecimal.ZERO;
    for (NamespaceClaim claim : claims) {
      Quantity share = named(claim).get(resource);
      if (share == null) {
        takers.add(claim.name());
      } else {
        Quantity canonical = CanonicalQuantity.of(share);
        named = named.add(canonical.getNumericalAmount());
        shares.put(claim.name(), canonical);
      }
    }
    BigDecimal rest = CanonicalQuantity.of(total).getNumericalAmount().subtract(named);
    boolean binary = CanonicalQuantity.isBinary(total);
    if (rest.signum() < 0) {
      throw new QuotaExceeded(
          "the shares of %s in spec.namespaces add up to %s, but spec.quota has %s; lower them by %s or raise spec.quota"
              .formatted(
                  resource,
                  CanonicalQuantity.of(named, binary),
                  CanonicalQuantity.of(total),
                  CanonicalQuantity.of(rest.negate(), binary)));
    }
    BigDecimal unit = unit(resource, rest, binary);
    // A fraction has no binary form: it would be rounded up, and the sum with it.
    boolean binaryParts = binary && unit.compareTo(BigDecimal.ONE) >= 0;
    equalParts(rest, unit, takers)
        .forEach((name, share) -> shares.put(name, CanonicalQuantity.of(share, binaryParts)));
    return shares;
  }

  /** Whole units to each; what is left over goes, one unit each, to the first ones. */
  private static Map<String, BigDecimal> equalParts(
      BigDecimal rest, BigDecimal unit, List<String> takers) {
    var parts = new LinkedHashMap<String, BigDecimal>();
    if (takers.isEmpty()) {
      return parts;
    }
    BigInteger[] division =
        rest.divide(unit).toBigIntegerExact().divideAndRemainder(BigInteger.valueOf(takers.size()));
    for (int i = 0; i < takers.size(); i++) {
      boolean oneMore = BigInteger.valueOf(i).compareTo(division[1]) < 0;
      BigInteger units = oneMore ? division[0].add(BigInteger.ONE) : division[0];
      parts.put(takers.get(i), new BigDecimal(units).multiply(unit));
    }
    return parts;
  }

  /** The smallest amount that is handed out: it always divides {@code amount}. */
  private static BigDecimal unit(String resource, BigDecimal amount, boolean binary) {
    BigDecimal plain = amount.stripTrailingZeros();
    if (plain.scale() > 3) {
      return BigDecimal.ONE.movePointLeft(plain.scale());
    }
    if (plain.scale() > 0 || resource.equals("cpu") || resource.endsWith(".cpu")) {
      return MILLI;
    }
    return binary && amount.remainder(MEBI).signum() == 0 ? MEBI : BigDecimal.ONE;
  }

  private static Map<String, Quantity> named(NamespaceClaim claim) {
    return claim.quota() == null ? Map.of() : claim.quota();
  }

  private QuotaSplit() {}
}
