package dev.yunzhi.audit.showback;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ShowbackPropertyTest {
  private static final ShowbackMonth MONTH = ShowbackMonth.parse("2028-02");
  private static final BigDecimal MICROS = BigDecimal.valueOf(MONTH.span().micros());

  @Provide
  Arbitrary<List<TenantSpan>> tenants() {
    Arbitrary<BigDecimal> amounts =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000))
            .ofScale(3);
    Arbitrary<Map<String, BigDecimal>> quota =
        Arbitraries.maps(Arbitraries.of("cpu", "memory", "gpu"), amounts).ofMaxSize(3);
    Arbitrary<Map<String, BigDecimal>> use =
        Arbitraries.maps(
                Arbitraries.of("cpu", "memory"),
                Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(4))
            .ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("home", "west"),
            Arbitraries.of("tax", "health").injectNull(0.1),
            spans(),
            quota,
            use)
        .as(
            (tenant, cloud, department, span, granted, used) ->
                new TenantSpan(tenant, cloud, department, null, span, granted, used))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<PriceSpan>> prices() {
    Arbitrary<Price> price =
        Combinators.combine(Arbitraries.integers().between(1, 7), yuan())
            .as((size, yuan) -> new Price(size.toString(), BigDecimal.valueOf(size), yuan));
    Arbitrary<Energy> energy =
        yuan()
            .map(kwh -> new Energy(kwh, new BigDecimal("1.31"), new BigDecimal("0.5703")))
            .injectNull(0.3);
    return Combinators.combine(
            Arbitraries.of("home", "west"),
            spans(),
            Arbitraries.maps(Arbitraries.of("cpu", "memory"), price).ofMaxSize(2),
            yuan(),
            energy)
        .as(PriceSpan::new)
        .list()
        .ofMaxSize(6);
  }

  private static Arbitrary<BigDecimal> yuan() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.ZERO, BigDecimal.valueOf(100_000))
        .ofScale(3);
  }

  /** From ten days before the month to ten after it, to the microsecond. */
  private static Arbitrary<Span> spans() {
    long tenDays = ChronoUnit.DAYS.getDuration().multipliedBy(10).toNanos() / 1000;
    Arbitrary<Long> instants =
        Arbitraries.longs().between(-tenDays, MONTH.span().micros() + tenDays);
    return Combinators.combine(instants, instants)
        .as(
            (one, other) ->
                new Span(
                    MONTH.span().from().plus(Math.min(one, other), ChronoUnit.MICROS),
                    MONTH.span().from().plus(Math.max(one, other), ChronoUnit.MICROS)));
  }

  @Property(tries = 300)
  void rowsAddUp(
      @ForAll("tenants") List<TenantSpan> tenants, @ForAll("prices") List<PriceSpan> prices) {
    List<ShowbackRow> rows = Showback.rows(MONTH, tenants, prices);
    for (ShowbackRow row : rows) {
      assertThat(row.used().add(row.idle()).add(row.unknown())).isEqualTo(row.direct());
      assertThat(row.direct().add(row.shared())).isEqualTo(row.total());
      assertThat(List.of(row.used(), row.idle(), row.unknown(), row.shared(), row.carbonKg()))
          .allMatch(part -> part.signum() >= 0);
    }
    for (String cloud : List.of("home", "west")) {
      assertThat(sum(rows, cloud, ShowbackRow::shared))
          .isEqualByComparingTo(monthly(prices, cloud, 2, PriceSpan::shared));
      assertThat(sum(rows, cloud, ShowbackRow::kwh))
          .isEqualByComparingTo(
              monthly(
                  prices, cloud, 3, p -> p.energy() == null ? BigDecimal.ZERO : p.energy().kwh()));
    }
  }

  private static BigDecimal sum(
      List<ShowbackRow> rows, String cloud, Function<ShowbackRow, BigDecimal> of) {
    return rows.stream()
        .filter(row -> row.cloud().equals(cloud))
        .map(of)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Instant by instant between all borders: the price that began last holds. */
  private static BigDecimal monthly(
      List<PriceSpan> prices, String cloud, int scale, Function<PriceSpan, BigDecimal> of) {
    List<PriceSpan> own =
        prices.stream()
            .filter(price -> price.cloud().equals(cloud))
            .sorted((p, q) -> p.span().from().compareTo(q.span().from()))
            .toList();
    List<Instant> borders =
        new TreeSet<>(
                Stream.concat(
                        own.stream().flatMap(p -> Stream.of(p.span().from(), p.span().to())),
                        Stream.of(MONTH.span().from(), MONTH.span().to()))
                    .toList())
            .stream().toList();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i + 1 < borders.size(); i++) {
      Span piece = new Span(borders.get(i), borders.get(i + 1));
      PriceSpan holds = null;
      for (PriceSpan price : own) {
        if (!price.span().from().isAfter(piece.from())) {
          holds = price;
        }
      }
      if (holds != null
          && holds.span().to().isAfter(piece.from())
          && !piece.within(MONTH.span()).isEmpty()) {
        sum = sum.add(of.apply(holds).multiply(BigDecimal.valueOf(piece.micros())));
      }
    }
    return sum.divide(MICROS, scale, RoundingMode.HALF_UP);
  }

  @Property(tries = 300)
  void aSpanInTwoPartsIsTheSame(
      @ForAll("tenants") List<TenantSpan> tenants,
      @ForAll("prices") List<PriceSpan> prices,
      @ForAll @IntRange(min = 0, max = 1000) int where) {
    List<TenantSpan> cut = new ArrayList<>();
    for (TenantSpan tenant : tenants) {
      Span span = tenant.span();
      Instant middle = span.from().plus(span.micros() / 1000 * where, ChronoUnit.MICROS);
      cut.add(over(tenant, new Span(span.from(), middle)));
      cut.add(over(tenant, new Span(middle, span.to())));
    }
    Collections.reverse(cut);
    assertThat(Showback.rows(MONTH, cut, prices)).isEqualTo(Showback.rows(MONTH, tenants, prices));
  }

  private static TenantSpan over(TenantSpan tenant, Span span) {
    return new TenantSpan(
        tenant.tenant(),
        tenant.cloud(),
        tenant.department(),
        tenant.project(),
        span,
        tenant.quota(),
        tenant.use());
  }

  @Property(tries = 300)
  void nothingIsLostOrMadeInASplit(
      @ForAll List<@IntRange(min = 0, max = 1000) Integer> weights,
      @ForAll @IntRange(min = 0, max = 100_000) int whole) {
    List<BigInteger> parts =
        LargestRemainder.split(
            BigInteger.valueOf(whole), weights.stream().map(BigDecimal::valueOf).toList());
    long all = weights.stream().mapToLong(Integer::longValue).sum();
    assertThat(parts.stream().mapToLong(BigInteger::longValueExact).sum())
        .isEqualTo(all == 0 ? 0 : whole);
    for (int i = 0; i < parts.size(); i++) {
      double exact = all == 0 ? 0 : (double) whole * weights.get(i) / all;
      assertThat(parts.get(i).doubleValue()).isBetween(Math.floor(exact), Math.ceil(exact + 1e-9));
    }
  }

  @Property(tries = 100)
  void noTwoRowsAreOfTheSame(
      @ForAll("tenants") List<TenantSpan> tenants, @ForAll("prices") List<PriceSpan> prices) {
    List<ShowbackRow> rows = Showback.rows(MONTH, tenants, prices);
    assertThat(
            rows.stream()
                .map(
                    r ->
                        Arrays.asList(
                            r.department(),
                            r.tenant(),
                            r.cloud(),
                            r.resource(),
                            r.unit(),
                            r.price()))
                .collect(Collectors.toSet()))
        .hasSameSizeAs(rows);
  }
}
