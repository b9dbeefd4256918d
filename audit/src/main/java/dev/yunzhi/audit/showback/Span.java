package dev.yunzhi.audit.showback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A span of time, counted by the microsecond as the asset record does.
 *
 * @param from its first instant
 * @param to the first instant after it; not before {@code from}
 */
public record Span(Instant from, Instant to) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a span ends at " + to + ", before it begins at " + from);
    }
  }

  /** What two spans have in common; empty at the later beginning when it is nothing. */
  Span within(Span other) {
    Instant begin = later(from, other.from);
    Instant end = earlier(to, other.to);
    return new Span(begin, later(begin, end));
  }

  /** What is left of it before an instant. */
  Span before(Instant end) {
    return new Span(earlier(from, end), earlier(to, end));
  }

  boolean isEmpty() {
    return micros() == 0;
  }

  long micros() {
    return ChronoUnit.MICROS.between(from, to);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static final Comparator<Span> BY_BEGIN = Comparator.comparing(Span::from);
}
