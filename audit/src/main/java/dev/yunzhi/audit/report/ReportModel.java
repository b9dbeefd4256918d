package dev.yunzhi.audit.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a kind of report looks like, whatever is in it. Immutable.
 *
 * @param name as in addresses and names of files, such as {@code stock-take}
 * @param columns one or more, their keys differ
 * @param charts may be empty
 */
public record ReportModel(
    String name, Label title, List<ReportColumn> columns, List<ReportChart> charts) {
  /**
   * Checks that all fits together.
   *
   * @throws IllegalArgumentException when two columns have one key, or a chart speaks of a column
   *     that is not there or does not add up
   */
  public ReportModel {
    columns = List.copyOf(columns);
    charts = List.copyOf(charts);
    long keys = columns.stream().map(ReportColumn::key).distinct().count();
    if (columns.isEmpty() || keys < columns.size()) {
      throw new IllegalArgumentException(name + " has no columns, or two of one key");
    }
    for (ReportChart chart : charts) {
      position(name, columns, chart.groupBy());
      if (chart.sum() != null && !columns.get(position(name, columns, chart.sum())).adds()) {
        throw new IllegalArgumentException(chart.sum() + " does not add up");
      }
    }
  }

  /** Where a column stands, from 0. */
  int position(String key) {
    return position(name, columns, key);
  }

  private static int position(String name, List<ReportColumn> columns, String key) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + key));
  }
}
