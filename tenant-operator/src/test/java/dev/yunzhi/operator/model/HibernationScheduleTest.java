package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.HibernationWindow;
import dev.yunzhi.api.v1alpha1.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HibernationScheduleTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Example
  void sleepsOverNight() {
    var nights = schedule(new HibernationWindow("20:00", "07:00", null, "Asia/Shanghai"));

    Instant evening = Instant.parse("2026-11-25T11:59:59Z");
    assertThat(nights.asleep(evening)).isFalse();
    assertThat(nights.nextChange(evening)).contains(Instant.parse("2026-11-25T12:00:00Z"));
    assertThat(nights.asleep(Instant.parse("2026-11-25T12:00:00Z"))).isTrue();
    assertThat(nights.nextChange(Instant.parse("2026-11-25T12:00:00Z")))
        .contains(Instant.parse("2026-11-25T23:00:00Z"));
  }

  @Example
  void sleepsThroughAWeekendWithoutWakingAtMidnight() {
    var weekend =
        schedule(new HibernationWindow("00:00", "00:00", List.of(Weekday.SAT, Weekday.SUN), null));

    Instant friday = Instant.parse("2026-11-27T10:00:00Z");
    assertThat(weekend.nextChange(friday)).contains(Instant.parse("2026-11-27T16:00:00Z"));
    assertThat(weekend.nextChange(Instant.parse("2026-11-27T16:00:00Z")))
        .contains(Instant.parse("2026-11-29T16:00:00Z"));
  }

  @Example
  void theNightInWhichTheClockIsPutForwardIsAnHourShorter() {
    var nights = schedule(new HibernationWindow("22:00", "06:00", null, "Europe/Berlin"));

    Instant asleep = Instant.parse("2027-03-27T21:00:00Z");
    assertThat(nights.asleep(asleep)).isTrue();
    assertThat(nights.nextChange(asleep)).contains(asleep.plus(Duration.ofHours(7)));
  }

  @Example
  void withoutWindowsNothingEverChanges() {
    assertThat(new HibernationSchedule(null).asleep(Instant.EPOCH)).isFalse();
    assertThat(new HibernationSchedule(null).nextChange(Instant.EPOCH)).isEmpty();
  }

  @Example
  void whoSleepsAllTheTimeNeverWakes() {
    var always = schedule(new HibernationWindow("12:00", "12:00", null, null));

    assertThat(always.asleep(Instant.parse("2026-11-25T00:00:00Z"))).isTrue();
    assertThat(always.nextChange(Instant.parse("2026-11-25T00:00:00Z"))).isEmpty();
  }

  @Property
  void nothingChangesBeforeTheNextChangeAndThenItDoes(
      @ForAll("windows") List<HibernationWindow> windows, @ForAll("instants") Instant now) {
    var schedule = new HibernationSchedule(windows);
    boolean asleep = schedule.asleep(now);
    Optional<Instant> next = schedule.nextChange(now);

    Instant until = next.orElse(now.plus(Duration.ofDays(7)));
    next.ifPresent(
        change -> {
          assertThat(change).isAfter(now);
          assertThat(schedule.asleep(change)).isEqualTo(!asleep);
        });
    long seconds = Duration.between(now, until).toSeconds();
    IntStream.range(0, 60)
        .mapToObj(i -> now.plusSeconds(seconds * i / 60))
        .forEach(between -> assertThat(schedule.asleep(between)).isEqualTo(asleep));
  }

  @Property
  void whereNoClockIsEverPutForwardItIsWhatTheClockOnTheWallSays(
      @ForAll("windows") List<HibernationWindow> windows, @ForAll("instants") Instant now) {
    var inChina =
        windows.stream()
            .map(w -> new HibernationWindow(w.from(), w.to(), w.days(), "Asia/Shanghai"))
            .toList();
    ZonedDateTime there = now.atZone(SHANGHAI);

    assertThat(new HibernationSchedule(inChina).asleep(now))
        .isEqualTo(inChina.stream().anyMatch(w -> onTheWall(w, there)));
  }

  private static boolean onTheWall(HibernationWindow window, ZonedDateTime now) {
    LocalTime from = LocalTime.parse(window.from());
    LocalTime to = LocalTime.parse(window.to());
    LocalTime time = now.toLocalTime();
    boolean overNight = !to.isAfter(from);
    boolean sinceToday = !time.isBefore(from) && (overNight || time.isBefore(to));
    boolean sinceYesterday = overNight && time.isBefore(to);
    return (sinceToday && on(window, now)) || (sinceYesterday && on(window, now.minusDays(1)));
  }

  private static boolean on(HibernationWindow window, ZonedDateTime day) {
    return window.days() == null
        || window.days().stream().anyMatch(d -> d.day() == day.getDayOfWeek());
  }

  private static HibernationSchedule schedule(HibernationWindow... windows) {
    return new HibernationSchedule(List.of(windows));
  }

  @Provide
  Arbitrary<List<HibernationWindow>> windows() {
    var times =
        Arbitraries.integers()
            .between(0, 95)
            .map(quarter -> LocalTime.MIDNIGHT.plusMinutes(15L * quarter).toString());
    var days = Arbitraries.of(Weekday.class).set().ofMinSize(1).map(List::copyOf).injectNull(0.3);
    var zones = Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC");
    return Combinators.combine(times, times, days, zones)
        .as(HibernationWindow::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(1_767_225_600L, 1_861_920_000L).map(Instant::ofEpochSecond);
  }
}
