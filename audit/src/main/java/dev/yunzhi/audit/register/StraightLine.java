package dev.yunzhi.audit.register;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * A value that is written down by the same share each month. What a month takes is rounded so that
 * the sum up to it is right to the cent: the months differ by a cent at most, and add up to all
 * that is to be written down.
 *
 * @param original yuan, with two decimals
 * @param residual yuan that are never written down
 * @param first the first month that is written down
 * @param months how many are, 1 or more
 */
public record StraightLine(BigDecimal original, BigDecimal residual, YearMonth first, int months) {
  /**
   * By the rules for values.
   *
   * @param added the month of addition
   */
  static StraightLine of(BigDecimal original, YearMonth added, int months, ValueRules rules) {
    BigDecimal residual =
        original
            .multiply(rules.residualPercent())
            .movePointLeft(2)
            .setScale(2, RoundingMode.HALF_UP);
    return new StraightLine(
        original, residual, rules.fromMonthOfAddition() ? added : added.plusMonths(1), months);
  }

  /** What a month takes; nothing outside of the life. */
  public BigDecimal of(YearMonth month) {
    return accumulated(month).subtract(accumulated(month.minusMonths(1)));
  }

  /** What was taken by the end of a month. */
  public BigDecimal accumulated(YearMonth month) {
    long over = Math.min(months, Math.max(0, ChronoUnit.MONTHS.between(first, month) + 1));
    return original
        .subtract(residual)
        .multiply(BigDecimal.valueOf(over))
        .divide(BigDecimal.valueOf(months), 2, RoundingMode.HALF_UP);
  }

  /** What is left at the end of a month. */
  public BigDecimal net(YearMonth month) {
    return original.subtract(accumulated(month));
  }

  /** What is left when it goes in a month, which then takes nothing any more. */
  public BigDecimal netWhenDisposed(YearMonth month) {
    return net(month.minusMonths(1));
  }
}
