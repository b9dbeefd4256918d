package dev.yunzhi.audit.register;

import dev.yunzhi.audit.BeijingTime;
import dev.yunzhi.audit.InvalidFieldException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;

/**
 * How values are written down. The floors of a life are those of 财会〔2017〕4号; which codes of GB/T
 * 14885 they belong to, that nothing is left as a residual value, and that the month of addition
 * counts, is general knowledge that was not confirmed: so each can be set, and a card can say
 * otherwise of itself, which stays with it, so that reports of the past stay what they were.
 *
 * @param residualPercent of the original value that is never written off: 0 to less than 100
 * @param fromMonthOfAddition whether the month in which the asset was acquired counts already;
 *     otherwise the one after it is the first
 * @param floorYears the shortest life in whole years by the beginning of a category's code; the
 *     longest that fits counts
 * @param zone whose months they are
 */
public record ValueRules(
    BigDecimal residualPercent,
    boolean fromMonthOfAddition,
    Map<String, Integer> floorYears,
    ZoneId zone) {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** Straight line to nothing, from the month of addition, in Beijing's months. */
  public static final ValueRules DEFAULT =
      new ValueRules(
          BigDecimal.ZERO,
          true,
          Map.of("A0101", 30, "A0201", 6, "A0202", 6, "A0206", 5, "A0208", 5),
          BeijingTime.ZONE);

  /**
   * Checks the residual value.
   *
   * @throws InvalidFieldException when it is none
   */
  public ValueRules {
    if (residualPercent.signum() < 0 || residualPercent.compareTo(ALL) >= 0) {
      throw new InvalidFieldException(
          "residualPercent",
          "is %s; it must be 0 or more and below 100".formatted(residualPercent));
    }
    floorYears = Map.copyOf(floorYears);
  }

  /** The shortest life of a category; 0 when none is set for it. */
  public int floorYears(String category) {
    return floorYears.entrySet().stream()
        .filter(floor -> category.startsWith(floor.getKey()))
        .max(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .orElse(0);
  }
}
