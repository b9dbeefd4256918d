package dev.yunzhi.operator.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the shares of an elastic tenant are to be: a namespace that has used nine tenths of its
 * share gets what others leave unused. While nobody runs short nothing moves, and a giver keeps
 * enough not to run short itself, so shares come to rest under steady use. The sum stays what it
 * is.
 */
public final class ElasticShares {

  /** From this use of its share on a namespace runs short. */
  private static final BigDecimal SHORT = new BigDecimal("0.9");

  /** Use of its share that a namespace comes to by getting more. */
  private static final BigDecimal EASY = new BigDecimal("0.6");

  /** Use of its share that a namespace comes to at most by giving. */
  private static final BigDecimal KEPT = new BigDecimal("0.75");

  /** Part of its first share that a namespace keeps even if it uses nothing. */
  private static final BigDecimal FLOOR = new BigDecimal("0.1");

  /** A smaller part of what those that run short have is not worth a move. */
  private static final BigDecimal DAMPING = new BigDecimal("0.05");

  private static final BigDecimal MILLI = new BigDecimal("0.001");
  private static final BigDecimal MEBI = BigDecimal.valueOf(1024 * 1024);

  /**
   * The shares to be aimed at.
   *
   * @param first by namespace, as the spec shares the quota out
   * @param current by namespace, as the quota objects say; absent without one
   * @param used by namespace; a resource that is absent is not used
   */
  public static Map<String, Map<String, Quantity>> of(
      Map<String, Map<String, Quantity>> first,
      Map<String, Map<String, Quantity>> current,
      Map<String, Map<String, Quantity>> used) {
    var shares = new LinkedHashMap<String, Map<String, Quantity>>();
    first.forEach((namespace, amounts) -> shares.put(namespace, new TreeMap<>(amounts)));
    first.values().stream()
        .flatMap(amounts -> amounts.keySet().stream())
        .distinct()
        .forEach(
            resource -> {
              var firstOnes = column(first, resource);
              boolean binary =
                  first.values().stream()
                      .anyMatch(a -> CanonicalQuantity.isBinary(a.get(resource)));
              share(resource, firstOnes, column(current, resource), column(used, resource))
                  .forEach(
                      (namespace, share) ->
                          shares.get(namespace).put(resource, quantity(share, binary)));
            });
    return shares;
  }

  private static Map<String, BigDecimal> column(
      Map<String, Map<String, Quantity>> table, String resource) {
    var column = new LinkedHashMap<String, BigDecimal>();
    table.forEach(
        (namespace, amounts) -> {
          Quantity amount = amounts.get(resource);
          if (amount != null) {
            column.put(namespace, amount.getNumericalAmount());
          }
        });
    return column;
  }

  private static Quantity quantity(BigDecimal amount, boolean binary) {
    // A fraction has no binary form: it would be rounded up, and the sum with it.
    return CanonicalQuantity.of(amount, binary && amount.stripTrailingZeros().scale() <= 0);
  }

  private static Map<String, BigDecimal> share(
      String resource,
      Map<String, BigDecimal> first,
      Map<String, BigDecimal> current,
      Map<String, BigDecimal> used) {
    BigDecimal loose = sum(first);
    for (String namespace : first.keySet()) {
      if (!current.containsKey(namespace)) {
        return first;
      }
      loose = loose.subtract(current.get(namespace));
    }
    if (loose.signum() < 0) {
      return first;
    }
    BigDecimal unit = unit(resource, first);
    var shares = new LinkedHashMap<String, BigDecimal>();
    first.keySet().forEach(namespace -> shares.put(namespace, current.get(namespace)));
    var wants = wants(shares, used, unit);
    // A move under way has left something over: it goes where it was meant to go, or back.
    BigDecimal given = loose.min(sum(wants));
    hand(shares, wants, given, unit);
    hand(shares, deficits(first, shares), loose.subtract(given), BigDecimal.ZERO);
    move(shares, wants(shares, used, unit), spare(first, shares, used, unit), unit);
    return shares;
  }

  private static Map<String, BigDecimal> wants(
      Map<String, BigDecimal> shares, Map<String, BigDecimal> used, BigDecimal unit) {
    var wants = new LinkedHashMap<String, BigDecimal>();
    shares.forEach(
        (namespace, share) -> {
          BigDecimal use = used.getOrDefault(namespace, BigDecimal.ZERO);
          if (use.signum() > 0 && use.compareTo(share.multiply(SHORT)) >= 0) {
            BigDecimal more = up(use, EASY, unit).subtract(share);
            wants.put(namespace, more.max(BigDecimal.ZERO));
          }
        });
    return wants;
  }

  private static Map<String, BigDecimal> spare(
      Map<String, BigDecimal> first,
      Map<String, BigDecimal> shares,
      Map<String, BigDecimal> used,
      BigDecimal unit) {
    var spare = new LinkedHashMap<String, BigDecimal>();
    shares.forEach(
        (namespace, share) -> {
          BigDecimal use = used.getOrDefault(namespace, BigDecimal.ZERO);
          BigDecimal kept =
              up(use, KEPT, unit)
                  .max(up(first.get(namespace).multiply(FLOOR), BigDecimal.ONE, unit));
          if (use.compareTo(share.multiply(SHORT)) < 0 && share.compareTo(kept) > 0) {
            spare.put(namespace, share.subtract(kept));
          }
        });
    return spare;
  }

  private static Map<String, BigDecimal> deficits(
      Map<String, BigDecimal> first, Map<String, BigDecimal> shares) {
    var deficits = new LinkedHashMap<String, BigDecimal>();
    first.forEach(
        (namespace, amount) ->
            deficits.put(namespace, amount.subtract(shares.get(namespace)).max(BigDecimal.ZERO)));
    return deficits;
  }

  private static void move(
      Map<String, BigDecimal> shares,
      Map<String, BigDecimal> wants,
      Map<String, BigDecimal> spare,
      BigDecimal unit) {
    BigDecimal whole = sum(spare).min(sum(wants));
    BigDecimal moved = whole.subtract(whole.remainder(unit));
    BigDecimal had = BigDecimal.ZERO;
    for (String namespace : wants.keySet()) {
      had = had.add(shares.get(namespace));
    }
    if (moved.compareTo(unit) < 0 || moved.compareTo(had.multiply(DAMPING)) < 0) {
      return;
    }
    var lost = new LinkedHashMap<String, BigDecimal>();
    spare.keySet().forEach(namespace -> lost.put(namespace, BigDecimal.ZERO));
    hand(lost, spare, moved, unit);
    lost.forEach((namespace, amount) -> shares.merge(namespace, amount, BigDecimal::subtract));
    hand(shares, wants, moved, unit);
  }

  /** Hands an amount out in proportion to the claims, none beyond its own. */
  private static void hand(
      Map<String, BigDecimal> shares,
      Map<String, BigDecimal> claims,
      BigDecimal amount,
      BigDecimal unit) {
    BigDecimal all = sum(claims);
    if (amount.signum() <= 0 || all.signum() <= 0) {
      return;
    }
    BigDecimal left = amount;
    var open = new LinkedHashMap<>(claims);
    if (unit.signum() > 0) {
      for (var claim : open.entrySet()) {
        BigDecimal part =
            claim.getValue().multiply(amount).divide(all.multiply(unit), 0, RoundingMode.FLOOR);
        BigDecimal got = part.multiply(unit).min(left).min(claim.getValue());
        shares.merge(claim.getKey(), got, BigDecimal::add);
        claim.setValue(claim.getValue().subtract(got));
        left = left.subtract(got);
      }
    }
    for (var claim : open.entrySet()) {
      BigDecimal got = left.min(claim.getValue());
      shares.merge(claim.getKey(), got, BigDecimal::add);
      left = left.subtract(got);
    }
  }

  private static BigDecimal sum(Map<String, BigDecimal> amounts) {
    return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The least whole number of units such that {@code use} is no more than this part of it. */
  private static BigDecimal up(BigDecimal use, BigDecimal part, BigDecimal unit) {
    return use.divide(part.multiply(unit), 0, RoundingMode.CEILING).multiply(unit);
  }

  private static BigDecimal unit(String resource, Map<String, BigDecimal> first) {
    if (resource.equals("cpu") || resource.endsWith(".cpu")) {
      return MILLI;
    }
    return first.values().stream().allMatch(a -> a.remainder(MEBI).signum() == 0)
            && sum(first).signum() > 0
        ? MEBI
        : BigDecimal.ONE;
  }

  private ElasticShares() {}
}
