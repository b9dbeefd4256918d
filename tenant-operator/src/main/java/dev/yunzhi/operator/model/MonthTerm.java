package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A term of calendar months. Its last day is the same day of a later month, or the last day of that
 * month where it has no such day (Civil Code of the People's Republic of China, article 202); it
 * ends with the end of that day in Beijing. Policy GOV-009 reckons by the same rule. Pure.
 *
 * @param last day of the term, on which it still runs
 */
public record MonthTerm(LocalDate last) {

  /**
   * The term that begins with a day.
   *
   * @param months 0 or more
   */
  static MonthTerm of(LocalDate from, int months) {
    return new MonthTerm(from.plusMonths(months));
  }

  /** The instant from which on it is over. */
  public Instant end() {
    return beginOf(last.plusDays(1));
  }

  /** The instant at which so many days of it, the last one among them, are left. */
  Instant daysBeforeEnd(int days) {
    return beginOf(last.plusDays(1L - days));
  }

  static Instant beginOf(LocalDate day) {
    return day.atStartOfDay(Yunzhi.BEIJING).toInstant();
  }
}
