package dev.yunzhi.audit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What all rows of a report come to, whatever part of them a format shows.
 *
 * @param rows how many there are
 * @param totals by the key of each column that adds up, in the columns' order: the exact sum of its
 *     numbers, 0 when there are none
 * @param charts in the model's order
 */
public record ReportSummary(long rows, Map<String, BigDecimal> totals, List<ChartFigures> charts) {}
