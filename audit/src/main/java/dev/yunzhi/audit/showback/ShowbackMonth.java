package dev.yunzhi.audit.showback;

import dev.yunzhi.audit.BeijingTime;
import dev.yunzhi.audit.InvalidFieldException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A calendar month of China, the span over which costs are shown. */
public record ShowbackMonth(YearMonth month) {
  private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}");

  /**
   * Reads a month such as {@code 2026-10}.
   *
   * @throws InvalidFieldException when it is none
   */
  public static ShowbackMonth parse(String text) {
    try {
      if (FORM.matcher(text).matches()) {
        return new ShowbackMonth(YearMonth.parse(text));
      }
    } catch (DateTimeParseException e) {
      // A thirteenth month: refused below like what is no month at all.
    }
    throw new InvalidFieldException("month", "is \"" + text + "\", not a month such as 2026-10");
  }

  /** The last month that was over at an instant. */
  public static ShowbackMonth lastBefore(Instant instant) {
    return new ShowbackMonth(YearMonth.from(instant.atZone(BeijingTime.ZONE)).minusMonths(1));
  }

  /** From the first midnight of the month to that of the next. */
  public Span span() {
    return new Span(
        month.atDay(1).atStartOfDay(BeijingTime.ZONE).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(BeijingTime.ZONE).toInstant());
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return month.toString();
  }
}
