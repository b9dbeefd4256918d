package dev.yunzhi.audit.report;

import dev.yunzhi.audit.BeijingTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * Days and clocks as people in China read them: all of China has the time of Beijing, UTC+8. For
 * spreadsheets and paper, which know no zones; CSV and NDJSON keep the instants as they are.
 */
final class ChineseTime {
  private ChineseTime() {}

  /** The clock's time of an instant of ISO 8601; null when the text is none. */
  static LocalDateTime clock(String text) {
    try {
      return LocalDateTime.ofInstant(Instant.parse(text), BeijingTime.ZONE);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The day of a day or an instant of ISO 8601; null when the text is neither. */
  static LocalDate day(String text) {
    if (text.length() == 10) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
    LocalDateTime clock = clock(text);
    return clock == null ? null : clock.toLocalDate();
  }

  /** The month, as {@code 2026-03}; the text itself when it is neither a day nor an instant. */
  static String month(String text) {
    LocalDate day = day(text);
    return day == null ? text : YearMonth.from(day).toString();
  }
}
