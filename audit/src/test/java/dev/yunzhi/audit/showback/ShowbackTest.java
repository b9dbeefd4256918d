package dev.yunzhi.audit.showback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.yunzhi.audit.InvalidFieldException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against figures worked out by hand. April 2026 has 30 days. */
class ShowbackTest {
  private static final ShowbackMonth APRIL = ShowbackMonth.parse("2026-04");
  private static final Span ALL_APRIL = APRIL.span();
  private static final BigDecimal GI = BigDecimal.valueOf(1L << 30);

  /** Midnight in China at the beginning of a day of April; 31 is the first of May. */
  private static Instant april(int day) {
    return LocalDate.of(2026, 4, 1)
        .plusDays(day - 1)
        .atStartOfDay()
        .toInstant(ZoneOffset.ofHours(8));
  }

  private static Span april(int from, int to) {
    return new Span(april(from), april(to));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static Price core(String yuan) {
    return new Price("1", BigDecimal.ONE, decimal(yuan));
  }

  private static PriceSpan cores(Span span, String yuan) {
    return cores(span, yuan, "0", null);
  }

  private static PriceSpan cores(Span span, String yuan, String shared, Energy energy) {
    return new PriceSpan("home", span, Map.of("cpu", core(yuan)), decimal(shared), energy);
  }

  private static TenantSpan tenant(String name, Span span, String cores) {
    return tenant(name, "tax", span, cores, Map.of());
  }

  private static TenantSpan tenant(
      String name, String department, Span span, String cores, Map<String, BigDecimal> use) {
    return new TenantSpan(name, "home", department, null, span, Map.of("cpu", decimal(cores)), use);
  }

  @Test
  void aWholeMonthCostsWhatWasGrantedAtItsPrice() {
    TenantSpan tenant = tenant("a", "tax", ALL_APRIL, "4", Map.of("cpu", decimal("0.25")));
    assertThat(Showback.rows(APRIL, List.of(tenant), List.of(cores(ALL_APRIL, "30"))))
        .containsExactly(
            new ShowbackRow(
                "tax",
                null,
                "a",
                "home",
                "cpu",
                "1",
                decimal("4"),
                decimal("3E+1"),
                decimal("120.00"),
                decimal("30.00"),
                decimal("90.00"),
                decimal("0.00"),
                decimal("0.00"),
                decimal("120.00"),
                decimal("0.000"),
                decimal("0.000")));
  }

  @Test
  void halfAMonthCostsHalf() {
    TenantSpan tenant =
        new TenantSpan(
            "a",
            "home",
            "tax",
            "river",
            april(16, 31),
            Map.of("memory", GI.multiply(decimal("8"))),
            Map.of());
    PriceSpan prices =
        new PriceSpan(
            "home",
            ALL_APRIL,
            Map.of("memory", new Price("1Gi", GI, decimal("9.99"))),
            BigDecimal.ZERO,
            null);
    assertThat(Showback.rows(APRIL, List.of(tenant), List.of(prices)))
        .extracting(
            ShowbackRow::project,
            ShowbackRow::unit,
            ShowbackRow::amount,
            ShowbackRow::direct,
            ShowbackRow::unknown)
        .containsExactly(tuple("river", "1Gi", decimal("4"), decimal("39.96"), decimal("39.96")));
  }

  @Test
  void aPriceThatChangesMakesARowEach() {
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "4")),
                List.of(cores(april(11, 31), "60"), cores(april(1, 11), "30"))))
        .extracting(ShowbackRow::amount, r -> r.price().toPlainString(), ShowbackRow::direct)
        .containsExactly(
            tuple(decimal("1.333333"), "30", decimal("40.00")),
            tuple(decimal("2.666667"), "60", decimal("160.00")));
  }

  @Test
  void aTimeWithoutPricesIsShownWithoutOne() {
    assertThat(
            Showback.rows(
                APRIL, List.of(tenant("a", ALL_APRIL, "4")), List.of(cores(april(16, 31), "30"))))
        .extracting(ShowbackRow::unit, ShowbackRow::amount, ShowbackRow::price, ShowbackRow::total)
        .containsExactly(
            tuple(null, decimal("2"), null, decimal("0.00")),
            tuple("1", decimal("2"), decimal("3E+1"), decimal("60.00")));
  }

  @Test
  void whatIsFreeIsNotShown() {
    TenantSpan tenant =
        new TenantSpan(
            "a",
            "home",
            "tax",
            null,
            ALL_APRIL,
            Map.of("cpu", decimal("1"), "pods", decimal("10"), "gpu", decimal("0")),
            Map.of());
    assertThat(Showback.rows(APRIL, List.of(tenant), List.of(cores(ALL_APRIL, "30"))))
        .extracting(ShowbackRow::resource)
        .containsExactly("cpu");
  }

  @Test
  void quotaAndUseAreWeighedByTime() {
    // 10 days of 3 cores, all used; 20 days of 6, half used: 5 on average, 3 of them used.
    List<TenantSpan> spans =
        List.of(
            tenant("a", "tax", april(1, 11), "3", Map.of("cpu", decimal("1"))),
            tenant("a", "tax", april(11, 31), "6", Map.of("cpu", decimal("0.5"))));
    assertThat(Showback.rows(APRIL, spans, List.of(cores(ALL_APRIL, "12.34"))))
        .extracting(ShowbackRow::amount, ShowbackRow::direct, ShowbackRow::used, ShowbackRow::idle)
        .containsExactly(tuple(decimal("5"), decimal("61.70"), decimal("37.02"), decimal("24.68")));
  }

  @Test
  void anOwnerPaysUntilTheNextOneDoes() {
    List<TenantSpan> spans =
        List.of(
            tenant("a", "tax", april(1, 7), "1", Map.of()),
            tenant("a", "health", april(7, 31), "1", Map.of()));
    assertThat(Showback.rows(APRIL, spans, List.of(cores(ALL_APRIL, "30"))))
        .extracting(ShowbackRow::department, ShowbackRow::amount, ShowbackRow::direct)
        .containsExactly(
            tuple("health", decimal("0.8"), decimal("24.00")),
            tuple("tax", decimal("0.2"), decimal("6.00")));
  }

  @Test
  void useIsNeverMoreThanAllNorLessThanNothing() {
    List<TenantSpan> spans =
        List.of(
            tenant("a", "tax", ALL_APRIL, "1", Map.of("cpu", decimal("1.7"))),
            tenant("b", "tax", ALL_APRIL, "1", Map.of("cpu", decimal("-0.1"))));
    assertThat(Showback.rows(APRIL, spans, List.of(cores(ALL_APRIL, "30"))))
        .extracting(ShowbackRow::used, ShowbackRow::idle)
        .containsExactly(
            tuple(decimal("30.00"), decimal("0.00")), tuple(decimal("0.00"), decimal("30.00")));
  }

  @Test
  void aSharedSumIsSplitToItsLastCent() {
    List<TenantSpan> three =
        List.of(
            tenant("c", ALL_APRIL, "1"), tenant("b", ALL_APRIL, "1"), tenant("a", ALL_APRIL, "1"));
    assertThat(Showback.rows(APRIL, three, List.of(cores(ALL_APRIL, "1", "100", null))))
        .extracting(ShowbackRow::tenant, ShowbackRow::shared, ShowbackRow::total)
        .containsExactly(
            tuple("a", decimal("33.34"), decimal("34.34")),
            tuple("b", decimal("33.33"), decimal("34.33")),
            tuple("c", decimal("33.33"), decimal("34.33")));
  }

  @Test
  void aSharedSumIsSplitByWhatTheRowsCost() {
    // 1:2:4 of 10.00 are 1.4286, 2.8571 and 5.7143: the first two were cut most.
    List<TenantSpan> tenants =
        List.of(
            tenant("a", ALL_APRIL, "1"), tenant("b", ALL_APRIL, "2"), tenant("c", ALL_APRIL, "4"));
    assertThat(Showback.rows(APRIL, tenants, List.of(cores(ALL_APRIL, "1", "10", null))))
        .extracting(ShowbackRow::shared)
        .containsExactly(decimal("1.43"), decimal("2.86"), decimal("5.71"));
  }

  @Test
  void aSharedSumCountsForAsLongAsItWasInForce() {
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "1")),
                List.of(
                    cores(april(1, 11), "3", "300", null), cores(april(11, 31), "3", "0", null))))
        .extracting(ShowbackRow::direct, ShowbackRow::shared)
        .containsExactly(tuple(decimal("3.00"), decimal("100.00")));
  }

  @Test
  void energyAndCarbonFollowTheCost() {
    // 1000 kWh at a PUE of 1.25 are 1250 kWh, those at 0.5703 kg are 712.875 kg, split 3:1.
    Energy energy = new Energy(decimal("1000"), decimal("1.25"), decimal("0.5703"));
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "3"), tenant("b", ALL_APRIL, "1")),
                List.of(cores(ALL_APRIL, "30", "0", energy))))
        .extracting(ShowbackRow::kwh, ShowbackRow::carbonKg)
        .containsExactly(
            tuple(decimal("937.500"), decimal("534.656")),
            tuple(decimal("312.500"), decimal("178.219")));
  }

  @Test
  void whatNobodyCanBearHasARowOfItsOwn() {
    Energy energy = new Energy(decimal("10"), decimal("1"), decimal("1"));
    assertThat(Showback.rows(APRIL, List.of(), List.of(cores(ALL_APRIL, "30", "70", energy))))
        .extracting(
            ShowbackRow::tenant,
            ShowbackRow::cloud,
            ShowbackRow::resource,
            ShowbackRow::total,
            ShowbackRow::kwh)
        .containsExactly(tuple(null, "home", null, decimal("70.00"), decimal("10.000")));
  }

  @Test
  void aCloudsCostsStayOnIt() {
    TenantSpan elsewhere =
        new TenantSpan("b", "west", "tax", null, ALL_APRIL, Map.of("cpu", decimal("1")), Map.of());
    PriceSpan west =
        new PriceSpan("west", ALL_APRIL, Map.of("cpu", core("10")), decimal("5"), null);
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "1"), elsewhere),
                List.of(cores(ALL_APRIL, "30", "7", null), west)))
        .extracting(ShowbackRow::tenant, ShowbackRow::cloud, ShowbackRow::total)
        .containsExactly(
            tuple("a", "home", decimal("37.00")), tuple("b", "west", decimal("15.00")));
  }

  @Test
  void ofTwoPricesAtOneTimeTheLaterHolds() {
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "1")),
                List.of(cores(april(1, 20), "30"), cores(april(16, 31), "60"))))
        .extracting(ShowbackRow::direct)
        .containsExactly(decimal("15.00"), decimal("30.00"));
  }

  @Test
  void halfACentIsACent() {
    assertThat(
            Showback.rows(
                APRIL,
                List.of(tenant("a", ALL_APRIL, "1"), tenant("b", ALL_APRIL, "0.999")),
                List.of(cores(ALL_APRIL, "0.005"))))
        .extracting(ShowbackRow::direct)
        .containsExactly(decimal("0.01"), decimal("0.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04, 2026-03-31T16:00:00Z, 2026-04-30T16:00:00Z",
    "2028-02, 2028-01-31T16:00:00Z, 2028-02-29T16:00:00Z",
    "2026-12, 2026-11-30T16:00:00Z, 2026-12-31T16:00:00Z"
  })
  void aMonthIsThatOfChina(String month, Instant from, Instant to) {
    assertThat(ShowbackMonth.parse(month).span()).isEqualTo(new Span(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "2026-13", "2026-00", "2026-4", "2026-04-01", "+2026-04"})
  void whatIsNoMonthIsRefused(String text) {
    assertThatThrownBy(() -> ShowbackMonth.parse(text))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("month: is \"" + text + "\", not a month such as 2026-10");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31T15:59:59Z, 2026-02",
    "2026-03-31T16:00:00Z, 2026-03",
    "2025-12-31T16:00:00Z, 2025-12"
  })
  void theLastMonthIsOverAtItsMidnight(Instant instant, String month) {
    assertThat(ShowbackMonth.lastBefore(instant)).hasToString(month);
  }
}
