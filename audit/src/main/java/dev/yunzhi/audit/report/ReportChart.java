package dev.yunzhi.audit.report;

/**
 * A chart of a report: how many rows there are, or what a column adds up to, for each value of
 * another. Values of days and instants are taken together by month.
 *
 * @param groupBy the key of the column whose values are the groups
 * @param sum the key of the column that is added up; null to count rows
 */
public record ReportChart(Label title, String groupBy, String sum) {
  /** How many rows there are of each value. */
  public static ReportChart count(String english, String chinese, String groupBy) {
    return new ReportChart(new Label(english, chinese), groupBy, null);
  }

  /** What a column adds up to for each value. */
  public static ReportChart sum(String english, String chinese, String groupBy, String column) {
    return new ReportChart(new Label(english, chinese), groupBy, column);
  }
}
