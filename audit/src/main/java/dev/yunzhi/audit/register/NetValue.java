package dev.yunzhi.audit.register;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.AssetId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a registered asset, or a node with an asset card, is worth, out of its card and the instant
 * asked about. It is never stored, so a report of the past is the same whenever it is made.
 */
public final class NetValue {
  private NetValue() {}

  /**
   * The value in yuan, to the cent. A month that has begun counts as a whole: any instant of it
   * gives the value at its end, as the books have it.
   *
   * @param document of the asset
   * @return empty when nothing is booked for it, and before it was acquired
   */
  public static Optional<BigDecimal> at(
      AssetId asset, JsonNode document, Instant at, ValueRules rules) {
    return line(asset, document, rules)
        .filter(line -> !at.atZone(rules.zone()).toLocalDate().isBefore(acquired(document)))
        .map(line -> line.net(YearMonth.from(at.atZone(rules.zone()))));
  }

  /** How the value goes down; empty when nothing is booked for the asset. */
  public static Optional<StraightLine> line(AssetId asset, JsonNode document, ValueRules rules) {
    if (!(isRegistered(asset) || isNode(asset, document))
        || !document.path(CardField.ORIGINAL_VALUE.word()).isNumber()) {
      return Optional.empty();
    }
    YearMonth added = YearMonth.from(acquired(document));
    return Optional.of(
        StraightLine.of(
            document
                .path(CardField.ORIGINAL_VALUE.word())
                .decimalValue()
                .setScale(2, RoundingMode.HALF_UP),
            added,
            months(document, added),
            own(document, rules)));
  }

  /** What a card says of itself goes before what is usual. */
  private static ValueRules own(JsonNode document, ValueRules usual) {
    JsonNode residual = document.path(CardField.RESIDUAL_PERCENT.word());
    JsonNode first = document.path(CardField.FIRST_MONTH.word());
    if (!residual.isNumber() && first.isMissingNode()) {
      return usual;
    }
    return new ValueRules(
        residual.isNumber() ? residual.decimalValue() : usual.residualPercent(),
        first.isMissingNode()
            ? usual.fromMonthOfAddition()
            : first.asText().equals(FirstMonth.ADDITION.word()),
        usual.floorYears(),
        usual.zone());
  }

  private static boolean isRegistered(AssetId asset) {
    return asset.cluster().equals(RegisterKind.CLUSTER)
        && RegisterKind.named(asset.kind()).filter(kind -> kind.treatment().isValued()).isPresent();
  }

  /** A machine of a cluster has its card in annotations: without a day and a life it has none. */
  private static boolean isNode(AssetId asset, JsonNode document) {
    return asset.kind().equals("Node")
        && !asset.cluster().equals(RegisterKind.CLUSTER)
        && document.path(CardField.LIFE_YEARS.word()).intValue() > 0
        && document.path(CardField.ACQUIRED.word()).asText().matches("\\d{4}-\\d{2}-\\d{2}");
  }

  private static LocalDate acquired(JsonNode document) {
    return LocalDate.parse(document.path(CardField.ACQUIRED.word()).asText());
  }

  private static int months(JsonNode document, YearMonth added) {
    JsonNode years = document.path(CardField.LIFE_YEARS.word());
    if (years.isNumber()) {
      return Math.multiplyExact(years.intValue(), 12);
    }
    YearMonth last =
        YearMonth.parse(document.path(CardField.EXPIRES.word()).asText().substring(0, 7));
    return (int) ChronoUnit.MONTHS.between(added, last) + 1;
  }
}
