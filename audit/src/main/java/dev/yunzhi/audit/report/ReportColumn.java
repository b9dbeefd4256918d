package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A column of a report.
 *
 * @param key its name for programs, lowerCamelCase; the member of an NDJSON line
 * @param heading its name for people
 * @param adds whether the sum of its values means something; only numbers add up
 */
public record ReportColumn(String key, Label heading, ColumnType type, boolean adds) {
  /** Canonical JSON writes a number that a double cannot hold as such a text. */
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

  public ReportColumn {
    if (adds && !type.isNumber()) {
      throw new IllegalArgumentException(key + " adds up and is no number");
    }
  }

  /** A column of texts. */
  public static ReportColumn text(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.TEXT);
  }

  /** A column of whole numbers that do not add up, such as levels. */
  public static ReportColumn whole(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.WHOLE);
  }

  /** A column of whole numbers that add up. */
  public static ReportColumn count(String key, String english, String chinese) {
    return new ReportColumn(key, new Label(english, chinese), ColumnType.WHOLE, true);
  }

  /** A column of yuan, which add up. */
  public static ReportColumn money(String key, String english, String chinese) {
    return new ReportColumn(key, new Label(english, chinese), ColumnType.MONEY, true);
  }

  /** A column of decimals that do not add up, such as prices. */
  public static ReportColumn decimal(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.DECIMAL);
  }

  /** A column of decimals that add up, such as kWh. */
  public static ReportColumn quantity(String key, String english, String chinese) {
    return new ReportColumn(key, new Label(english, chinese), ColumnType.DECIMAL, true);
  }

  /** A column of shares, 0 to 1. */
  public static ReportColumn share(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.SHARE);
  }

  /** A column of days. */
  public static ReportColumn day(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.DAY);
  }

  /** A column of instants. */
  public static ReportColumn instant(String key, String english, String chinese) {
    return of(key, english, chinese, ColumnType.INSTANT);
  }

  private static ReportColumn of(String key, String english, String chinese, ColumnType type) {
    return new ReportColumn(key, new Label(english, chinese), type, false);
  }

  /** The heading where there is one line for it: for programs and for people. */
  public String csvHeading() {
    return key + " / " + heading.chinese();
  }

  /**
   * The number that a value of this column stands for, exactly.
   *
   * @return null when the column is not of numbers, or the value is none
   */
  BigDecimal number(JsonNode value) {
    if (value.isNull() || !type.isNumber()) {
      return null;
    }
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
      return new BigDecimal(value.textValue());
    }
    return null;
  }
}
