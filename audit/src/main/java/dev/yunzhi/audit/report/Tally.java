package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up a report's rows while they pass. Not thread-safe. */
final class Tally {
  private final List<ReportColumn> columns;
  private final BigDecimal[] totals;
  private final List<ChartTally> charts;
  private long rows;

  Tally(ReportModel model) {
    this.columns = model.columns();
    this.totals = new BigDecimal[columns.size()];
    this.charts = model.charts().stream().map(chart -> new ChartTally(model, chart)).toList();
  }

  /**
   * Takes the next row.
   *
   * @throws IllegalArgumentException when it has more or fewer values than there are columns
   */
  void row(List<JsonNode> values) {
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of %d values for %d columns".formatted(values.size(), columns.size()));
    }
    rows++;
    for (int i = 0; i < totals.length; i++) {
      if (columns.get(i).adds()) {
        BigDecimal number = columns.get(i).number(values.get(i));
        if (number != null) {
          totals[i] = totals[i] == null ? number : totals[i].add(number);
        }
      }
    }
    for (ChartTally chart : charts) {
      chart.row(values);
    }
  }

  ReportSummary summary() {
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    for (int i = 0; i < totals.length; i++) {
      if (columns.get(i).adds()) {
        sums.put(columns.get(i).key(), totals[i] == null ? BigDecimal.ZERO : totals[i]);
      }
    }
    return new ReportSummary(
        rows, Collections.unmodifiableMap(sums), charts.stream().map(ChartTally::figures).toList());
  }
}
