package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.BeijingTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a report is made at the end of: a period of the calendar in China, UTC+8. */
enum Period {
  DAY,
  /** From Monday on. */
  WEEK,
  MONTH;

  /** As it is written in requests and in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Period::word).toList();
  }

  static Period of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The end of the period that an instant lies in; always later than the instant. */
  Instant endAfter(Instant instant) {
    return start(after(begin(instant)));
  }

  /** The beginning of the period that ends at an instant. */
  Instant beginningOf(Instant end) {
    return start(begin(end.minusNanos(1)));
  }

  /** The month that ends at an instant; that which it lies in when the period is no month. */
  static YearMonth month(Instant end) {
    return YearMonth.from(end.minusNanos(1).atZone(BeijingTime.ZONE));
  }

  private LocalDate begin(Instant instant) {
    LocalDate day = ZonedDateTime.ofInstant(instant, BeijingTime.ZONE).toLocalDate();
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  private LocalDate after(LocalDate begin) {
    return switch (this) {
      case DAY -> begin.plusDays(1);
      case WEEK -> begin.plusWeeks(1);
      case MONTH -> begin.plusMonths(1);
    };
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(BeijingTime.ZONE).toInstant();
  }
}
