package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.HibernationWindow;
import dev.yunzhi.api.v1alpha1.Weekday;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** When a tenant sleeps. Windows may overlap: it sleeps while any of them lasts. */
public record HibernationSchedule(List<HibernationWindow> windows) {

  /** A window comes again within a week; one more day at each end for what crosses midnight. */
  private static final int AHEAD = 8;

  private static final int BEHIND = 2;

  private record Sleep(Instant from, Instant to) {
    boolean at(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(to);
    }
  }

  /**
   * @param windows null is none
   */
  public HibernationSchedule {
    windows = windows == null ? List.of() : List.copyOf(windows);
  }

  /** Whether it sleeps at that instant. */
  public boolean asleep(Instant now) {
    return sleeps(now).anyMatch(s -> s.at(now));
  }

  /** The next instant at which it falls asleep or wakes; empty when it never does. */
  public Optional<Instant> nextChange(Instant now) {
    boolean asleep = asleep(now);
    return sleeps(now)
        .flatMap(s -> Stream.of(s.from(), s.to()))
        .filter(i -> i.isAfter(now) && asleep(i) != asleep)
        .min(Instant::compareTo);
  }

  private Stream<Sleep> sleeps(Instant now) {
    return windows.stream().flatMap(w -> sleeps(w, now));
  }

  private static Stream<Sleep> sleeps(HibernationWindow window, Instant now) {
    ZoneId zone = window.timeZone() == null ? Yunzhi.BEIJING : ZoneId.of(window.timeZone());
    LocalDate today = now.atZone(zone).toLocalDate();
    return LongStream.rangeClosed(-BEHIND, AHEAD)
        .mapToObj(today::plusDays)
        .filter(day -> begins(window, day))
        .map(day -> sleep(window, day, zone));
  }

  private static boolean begins(HibernationWindow window, LocalDate day) {
    return window.days() == null
        || window.days().stream().map(Weekday::day).anyMatch(day.getDayOfWeek()::equals);
  }

  private static Sleep sleep(HibernationWindow window, LocalDate day, ZoneId zone) {
    LocalTime from = LocalTime.parse(window.from());
    LocalTime to = LocalTime.parse(window.to());
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return new Sleep(
        ZonedDateTime.of(day, from, zone).toInstant(),
        ZonedDateTime.of(last, to, zone).toInstant());
  }
}
