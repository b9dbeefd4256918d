package dev.yunzhi.audit.showback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Works out what every tenant's share of the clouds costs in a month. Exact until a row is rounded,
 * once; what is shared is split to its last cent, so rows add up to what they are parts of. Always
 * over all tenants: who wants to see some rows takes those, and sees them unchanged.
 *
 * <p>As large in memory as there are rows: a few for each tenant.
 */
public final class Showback {
  private static final int CENTS = 2;
  private static final int THOUSANDTHS = 3;

  private final Span month;
  private final Map<Line, Holding> holdings = new TreeMap<>(Line.ORDER);
  private final PricesInForce prices;

  private Showback(Span month, List<TenantSpan> tenants, List<PriceSpan> prices) {
    this.month = month;
    this.prices = new PricesInForce(prices, month);
    tenants.forEach(this::hold);
  }

  /**
   * The rows of a month, in order of department, project, tenant, cloud and resource.
   *
   * @param tenants every tenant there was; what lies outside the month does not count
   * @param prices every price list; the same
   */
  public static List<ShowbackRow> rows(
      ShowbackMonth month, List<TenantSpan> tenants, List<PriceSpan> prices) {
    return new Showback(month.span(), tenants, prices).rows();
  }

  private void hold(TenantSpan tenant) {
    Span span = tenant.span().within(month);
    prices.cut(tenant.cloud(), span, (part, price) -> hold(tenant, part, price));
  }

  private void hold(TenantSpan tenant, Span part, PriceSpan inForce) {
    tenant
        .quota()
        .forEach(
            (resource, amount) -> {
              Price price = inForce == null ? null : inForce.prices().get(resource);
              boolean free = inForce != null && price == null;
              if (free || amount.signum() == 0) {
                return;
              }
              Line line =
                  new Line(
                      tenant.department(),
                      tenant.project(),
                      tenant.tenant(),
                      tenant.cloud(),
                      resource,
                      price);
              holdings
                  .computeIfAbsent(line, l -> new Holding())
                  .add(amount, part.micros(), tenant.use().get(resource));
            });
  }

  private List<ShowbackRow> rows() {
    Map<Line, ShowbackRow> rows = new TreeMap<>(Line.ORDER);
    SortedSet<String> clouds = new TreeSet<>(prices.clouds());
    holdings.keySet().forEach(line -> clouds.add(line.cloud()));
    clouds.forEach(cloud -> rows.putAll(rows(cloud)));
    return List.copyOf(rows.values());
  }

  /** What a cloud's tenants bear together, in the smallest units that are shown. */
  private record Common(BigInteger cents, BigInteger wattHours, BigInteger grams) {
    boolean isNothing() {
      return cents.signum() == 0 && wattHours.signum() == 0 && grams.signum() == 0;
    }
  }

  private Map<Line, ShowbackRow> rows(String cloud) {
    List<Line> lines = new ArrayList<>();
    List<BigDecimal> direct = new ArrayList<>();
    holdings.forEach(
        (line, holding) -> {
          if (line.cloud().equals(cloud)) {
            lines.add(line);
            direct.add(new BigDecimal(holding.cents(line.price(), month.micros())));
          }
        });
    Common common =
        new Common(
            common(cloud, CENTS, PriceSpan::shared),
            common(
                cloud, THOUSANDTHS, p -> p.energy() == null ? BigDecimal.ZERO : p.energy().kwh()),
            common(
                cloud,
                THOUSANDTHS,
                p -> p.energy() == null ? BigDecimal.ZERO : p.energy().carbonKg()));
    Map<Line, ShowbackRow> rows = new TreeMap<>(Line.ORDER);
    List<BigInteger> shared = LargestRemainder.split(common.cents, direct);
    List<BigInteger> wattHours = LargestRemainder.split(common.wattHours, direct);
    List<BigInteger> grams = LargestRemainder.split(common.grams, direct);
    for (int i = 0; i < lines.size(); i++) {
      Common part = new Common(shared.get(i), wattHours.get(i), grams.get(i));
      rows.put(lines.get(i), row(lines.get(i), holdings.get(lines.get(i)), part));
    }
    if (direct.stream().allMatch(cents -> cents.signum() == 0) && !common.isNothing()) {
      rows.put(Line.unborne(cloud), row(Line.unborne(cloud), new Holding(), common));
    }
    return rows;
  }

  /** A sum that is given for a month, for as much of the month as it was in force. */
  private BigInteger common(String cloud, int scale, Function<PriceSpan, BigDecimal> monthly) {
    BigDecimal sum = BigDecimal.ZERO;
    for (PriceSpan price : prices.of(cloud)) {
      sum = sum.add(monthly.apply(price).multiply(BigDecimal.valueOf(price.span().micros())));
    }
    return sum.movePointRight(scale)
        .divide(BigDecimal.valueOf(month.micros()), 0, RoundingMode.HALF_UP)
        .toBigIntegerExact();
  }

  private ShowbackRow row(Line line, Holding holding, Common common) {
    BigInteger direct = holding.cents(line.price(), month.micros());
    List<BigInteger> parts = holding.parts(direct);
    return new ShowbackRow(
        line.department(),
        line.project(),
        line.tenant(),
        line.cloud(),
        line.resource(),
        line.price() == null ? null : line.price().unit(),
        holding.amount(line.price(), month.micros()),
        line.price() == null ? null : line.price().yuan(),
        new BigDecimal(direct, CENTS),
        new BigDecimal(parts.get(0), CENTS),
        new BigDecimal(parts.get(1), CENTS),
        new BigDecimal(parts.get(2), CENTS),
        new BigDecimal(common.cents, CENTS),
        new BigDecimal(direct.add(common.cents), CENTS),
        new BigDecimal(common.wattHours, THOUSANDTHS),
        new BigDecimal(common.grams, THOUSANDTHS));
  }
}
