package dev.yunzhi.audit.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.asset.AssetId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against figures worked out by hand. */
class NetValueTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static AssetId asset(String kind) {
    return new AssetId(RegisterKind.CLUSTER, kind, "", "A-1", "A-1");
  }

  /** 86 400.00 over 6 years: 1 200.00 a month for 72 months, January 2026 to December 2031. */
  private static ObjectNode server() {
    return JSON.createObjectNode()
        .put("acquired", "2026-01-31")
        .put("originalValue", new BigDecimal("86400.00"))
        .put("lifeYears", 6);
  }

  private static String net(String kind, ObjectNode document, String at, ValueRules rules) {
    return NetValue.at(asset(kind), document, Instant.parse(at), rules)
        .map(BigDecimal::toPlainString)
        .orElse(null);
  }

  @ParameterizedTest
  @CsvSource({
    // Beijing is eight hours ahead: the day begins at 16:00 of the day before.
    "2026-01-30T15:59:59Z,",
    "2026-01-30T16:00:00Z, 85200.00",
    "2026-01-31T15:59:59Z, 85200.00",
    "2026-01-31T16:00:00Z, 84000.00",
    "2026-02-28T15:59:59Z, 84000.00",
    "2026-02-28T16:00:00Z, 82800.00",
    "2026-12-31T15:59:59Z, 72000.00",
    "2028-02-29T15:59:59Z, 55200.00",
    "2031-11-30T15:59:59Z, 1200.00",
    "2031-11-30T16:00:00Z, 0.00",
    "2050-01-01T00:00:00Z, 0.00",
  })
  void goesDownByTheMonth(String at, String net) {
    assertThat(net("Server", server(), at, ValueRules.DEFAULT)).isEqualTo(net);
  }

  /** Its card is in annotations, and may be half of one. */
  @Test
  void aNodeWithACardGoesDownAsAServerDoes() {
    AssetId node = new AssetId("west", "Node", "", "n", "uid");
    Instant at = Instant.parse("2026-02-28T15:59:59Z");
    assertThat(NetValue.at(node, server(), at, ValueRules.DEFAULT))
        .hasValueSatisfying(net -> assertThat(net).isEqualByComparingTo("84000.00"));
    ObjectNode noDay = server().put("acquired", "2026-01-31T00:00:00Z");
    assertThat(NetValue.at(node, noDay, at, ValueRules.DEFAULT)).isEmpty();
    for (String field : new String[] {"lifeYears", "originalValue", "acquired"}) {
      ObjectNode half = server();
      half.remove(field);
      assertThat(NetValue.at(node, half, at, ValueRules.DEFAULT)).as(field).isEmpty();
    }
    AssetId workload = new AssetId("west", "Deployment", "t-app", "n", "uid");
    assertThat(NetValue.at(workload, server(), at, ValueRules.DEFAULT)).isEmpty();
  }

  @Test
  void whatDoesNotDivideAddsUpToTheCent() {
    // 1 000.00 over 3 years is 27.777… a month: 27.78 + 27.78 + 27.77 every quarter, 333.33 +
    // 333.34
    // + 333.33 every year.
    StraightLine line =
        new StraightLine(
            new BigDecimal("1000.00"), new BigDecimal("0.00"), YearMonth.of(2026, 3), 36);
    assertThat(line.of(YearMonth.of(2026, 2))).isEqualByComparingTo("0");
    assertThat(line.of(YearMonth.of(2026, 3))).isEqualByComparingTo("27.78");
    assertThat(line.of(YearMonth.of(2026, 4))).isEqualByComparingTo("27.78");
    assertThat(line.of(YearMonth.of(2026, 5))).isEqualByComparingTo("27.77");
    assertThat(line.accumulated(YearMonth.of(2027, 2))).isEqualByComparingTo("333.33");
    assertThat(line.accumulated(YearMonth.of(2028, 2))).isEqualByComparingTo("666.67");
    BigDecimal sum = BigDecimal.ZERO;
    for (YearMonth at = YearMonth.of(2025, 1); at.getYear() < 2031; at = at.plusMonths(1)) {
      sum = sum.add(line.of(at));
    }
    assertThat(sum).isEqualByComparingTo("1000.00");
    assertThat(line.net(YearMonth.of(2029, 1))).isEqualByComparingTo("27.78");
    assertThat(line.net(YearMonth.of(2029, 2))).isEqualByComparingTo("0");
  }

  @Test
  void oneCentAndTheLargestValueAddUpToo() {
    for (String value : new String[] {"0.01", "0.05", "9999999999999.99"}) {
      StraightLine line =
          new StraightLine(new BigDecimal(value), BigDecimal.ZERO, YearMonth.of(2026, 1), 60);
      BigDecimal sum = BigDecimal.ZERO;
      for (int month = 0; month < 60; month++) {
        BigDecimal takes = line.of(YearMonth.of(2026, 1).plusMonths(month));
        assertThat(takes).isNotNegative();
        sum = sum.add(takes);
      }
      assertThat(sum).isEqualByComparingTo(value);
    }
  }

  @Test
  void theMonthOfDisposalTakesNothing() {
    // Gone in July 2028: 30 months from January 2026 to June 2028 are 36 000.00.
    StraightLine line = NetValue.line(asset("Server"), server(), ValueRules.DEFAULT).orElseThrow();
    assertThat(line.netWhenDisposed(YearMonth.of(2028, 7))).isEqualByComparingTo("50400.00");
    assertThat(line.netWhenDisposed(YearMonth.of(2026, 1))).isEqualByComparingTo("86400.00");
    assertThat(line.netWhenDisposed(YearMonth.of(2032, 1))).isEqualByComparingTo("0");
  }

  @Test
  void theRulesCanBeOthers() {
    ValueRules others =
        new ValueRules(new BigDecimal("5"), false, Map.of(), ZoneId.of("Asia/Shanghai"));
    // 5 % of 86 400.00 stay: 82 080.00 over 72 months are 1 140.00, from February 2026 on.
    assertThat(net("Server", server(), "2026-01-31T00:00:00Z", others)).isEqualTo("86400.00");
    assertThat(net("Server", server(), "2026-02-01T00:00:00Z", others)).isEqualTo("85260.00");
    assertThat(net("Server", server(), "2031-12-31T00:00:00Z", others)).isEqualTo("5460.00");
    assertThat(net("Server", server(), "2032-01-01T00:00:00Z", others)).isEqualTo("4320.00");
    assertThatThrownBy(
            () -> new ValueRules(new BigDecimal("100"), true, Map.of(), ZoneId.of("UTC")))
        .isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void aCardCanSayOtherwise() {
    // The same as above, by the card.
    ObjectNode card = server().put("residualPercent", 5).put("firstMonth", "Next");
    assertThat(net("Server", card, "2026-01-31T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("86400.00");
    assertThat(net("Server", card, "2026-02-01T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("85260.00");
    assertThat(net("Server", card, "2032-01-01T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("4320.00");
    ObjectNode residual = server().put("residualPercent", 5);
    assertThat(net("Server", residual, "2026-01-31T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("85260.00");
  }

  @Test
  void aLicenceIsAmortisedOverItsTerm() {
    // 12 000.00 from 15 November 2025 to 14 November 2026: 13 months are touched, 923.08 the first.
    ObjectNode licence =
        JSON.createObjectNode()
            .put("acquired", "2025-11-15")
            .put("expires", "2026-11-14")
            .put("originalValue", new BigDecimal("12000.00"));
    assertThat(net("SoftwareLicence", licence, "2025-11-30T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("11076.92");
    assertThat(net("SoftwareLicence", licence, "2026-11-01T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("0.00");
    // A life of ten years that is told takes its place: 100.00 a month.
    licence.put("lifeYears", 10);
    assertThat(net("SoftwareLicence", licence, "2025-11-30T00:00:00Z", ValueRules.DEFAULT))
        .isEqualTo("11900.00");
  }

  @Test
  void whatIsNoAssetHasNoValue() {
    ObjectNode service =
        JSON.createObjectNode().put("monthlyFee", 300).put("acquired", "2026-01-01");
    assertThat(net("CloudService", service, "2026-06-01T00:00:00Z", ValueRules.DEFAULT)).isNull();
    assertThat(net("DataResource", service, "2026-06-01T00:00:00Z", ValueRules.DEFAULT)).isNull();
    AssetId node = new AssetId("home", "Server", "", "n", "n");
    assertThat(
            NetValue.at(node, server(), Instant.parse("2026-06-01T00:00:00Z"), ValueRules.DEFAULT))
        .isEmpty();
  }

  @Test
  void theLongestFittingFloorCounts() {
    assertThat(ValueRules.DEFAULT.floorYears("A02010104")).isEqualTo(6);
    assertThat(ValueRules.DEFAULT.floorYears("A0208")).isEqualTo(5);
    assertThat(ValueRules.DEFAULT.floorYears("A05")).isZero();
    ValueRules two =
        new ValueRules(BigDecimal.ZERO, true, Map.of("A02", 3, "A0201", 6), ZoneId.of("UTC"));
    assertThat(two.floorYears("A02010104")).isEqualTo(6);
    assertThat(two.floorYears("A0203")).isEqualTo(3);
  }
}
