package dev.yunzhi.audit.report;

/**
 * What the values of a column are. A value that is not of its column's type is never lost: it is
 * shown as the text that it is.
 */
public enum ColumnType {
  TEXT,
  /** An integer. */
  WHOLE,
  /** Yuan, with two decimals. */
  MONEY,
  /** A number of something else, with what decimals it has. */
  DECIMAL,
  /** A part of a whole, 0 to 1, shown in per cent. */
  SHARE,
  /** A day of the calendar, as a text of ISO 8601. An instant there counts as its day in China. */
  DAY,
  /** An instant, as a text of ISO 8601 in UTC. */
  INSTANT;

  /** Whether the values are numbers. */
  public boolean isNumber() {
    return this == WHOLE || this == MONEY || this == DECIMAL || this == SHARE;
  }

  /** Whether the values are days or instants. */
  public boolean isTime() {
    return this == DAY || this == INSTANT;
  }
}
