package dev.yunzhi.audit.report;

import java.math.BigDecimal;
import java.util.List;

/**
 * The figures of a chart. They add up to all rows, or to the column's total.
 *
 * @param groups the largest first, or in the order of time when the groups are months
 * @param other what all other groups come to; null when there are none
 */
public record ChartFigures(ReportChart chart, List<Group> groups, BigDecimal other) {
  /**
   * One bar.
   *
   * @param name the value of the rows, {@code 2026-03} for a month; null: they have none
   */
  public record Group(String name, BigDecimal figure) {}
}
