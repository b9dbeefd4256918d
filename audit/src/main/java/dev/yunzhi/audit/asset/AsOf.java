package dev.yunzhi.audit.asset;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which state of the estate is asked for: how it stood at an instant, according to what was known
 * at another. The answer to one {@code AsOf} never changes, whatever is learned later.
 *
 * @param at the instant asked about; kept to the microsecond
 * @param knownAt only what was recorded until then counts; kept to the microsecond. An instant that
 *     the database's clock has not reached reads as its present
 */
public record AsOf(Instant at, Instant knownAt) {
  public AsOf {
    at = at.truncatedTo(ChronoUnit.MICROS);
    knownAt = knownAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** How the estate stood at an instant, as it was known at that very instant. */
  public static AsOf at(Instant instant) {
    return new AsOf(instant, instant);
  }
}
