package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.TenantUse;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much of its quota one tenant used: the sum over its namespaces, if all of them are known. */
public final class TenantMeasure {

  private static final List<String> MEASURED = List.of("cpu", "memory");

  private final IdleTerms terms;
  private final double enough;

  /**
   * @param enough samples that each namespace must have for its use to be known
   */
  public TenantMeasure(IdleTerms terms, double enough) {
    this.terms = terms;
    this.enough = enough;
  }

  /**
   * The tenant's use.
   *
   * @param granted {@code spec.quota}
   * @param before as it was measured the last time; null when it was not known
   * @return empty when it is not known: a namespace has too few samples, there is none, or the
   *     quota limits neither processor nor memory
   */
  public Optional<TenantUse> of(
      Measurement measurement,
      Collection<String> namespaces,
      Map<String, Quantity> granted,
      TenantUse before) {
    var quota = Amounts.of(granted);
    var amounts = new TreeMap<String, Quantity>();
    int average = -1;
    int p95 = -1;
    for (String measured : MEASURED) {
      var use = measurement.use().getOrDefault(measured, Map.of());
      if (namespaces.isEmpty() || !namespaces.stream().allMatch(n -> known(use.get(n)))) {
        return Optional.empty();
      }
      double onAverage = namespaces.stream().mapToDouble(n -> use.get(n).average()).sum();
      // The sum of percentiles is no less than the percentile of the sum.
      double high = namespaces.stream().mapToDouble(n -> use.get(n).p95()).sum();
      amounts.put(measured, quantity(measured, high));
      BigDecimal limit = limit(quota, measured);
      if (limit.signum() > 0) {
        average = Math.max(average, percent(onAverage, limit));
        p95 = Math.max(p95, percent(high, limit));
      }
    }
    if (average < 0) {
      return Optional.empty();
    }
    return Optional.of(use(average, p95, amounts, measurement.at(), before));
  }

  private TenantUse use(
      int average, int p95, Map<String, Quantity> amounts, Instant at, TenantUse before) {
    boolean idle = average < terms.average() && p95 < terms.p95();
    String since = null;
    Integer days = null;
    if (idle) {
      since =
          before != null && before.idleSince() != null
              ? before.idleSince()
              : at.minus(terms.window()).toString();
      days = Math.toIntExact(Duration.between(Instant.parse(since), at).toDays());
    }
    return new TenantUse(average, p95, amounts, window(terms.window()), at.toString(), since, days);
  }

  private boolean known(NamespaceUse use) {
    return use != null && use.samples() >= enough;
  }

  private static BigDecimal limit(Amounts quota, String measured) {
    String requests = "requests." + measured;
    return quota.value(quota.has(requests) ? requests : "limits." + measured);
  }

  /** Rounded up, so that rounding makes nobody idle. */
  private static int percent(double amount, BigDecimal limit) {
    return BigDecimal.valueOf(Math.max(0, amount))
        .movePointRight(2)
        .divide(limit, 6, RoundingMode.HALF_UP)
        .setScale(0, RoundingMode.CEILING)
        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
        .intValue();
  }

  private static Quantity quantity(String measured, double amount) {
    int scale = "cpu".equals(measured) ? 3 : 0;
    BigDecimal rounded =
        BigDecimal.valueOf(Math.max(0, amount)).setScale(scale, RoundingMode.CEILING);
    return CanonicalQuantity.of(rounded, false);
  }

  /** As Prometheus writes it, in the largest unit that divides it: {@code 14d}, {@code 90s}. */
  static String window(Duration window) {
    long seconds = window.toSeconds();
    if (seconds % 86400 == 0) {
      return seconds / 86400 + "d";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds + "s";
  }
}
