package dev.yunzhi.operator.model;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;

/**
 * A tenant's term.
 *
 * @param end null when it has none
 * @param notice how long before the end its people are told
 * @param grace how long after the end its workloads still run
 */
public record Term(Instant end, Duration notice, Duration grace) {

  /**
   * The term that ends at that instant.
   *
   * @param expiresAt RFC 3339; null for a term without end
   */
  public static Term until(String expiresAt, Duration notice, Duration grace) {
    return new Term(
        expiresAt == null ? null : OffsetDateTime.parse(expiresAt).toInstant(), notice, grace);
  }

  /** Whether it ends soon, or has ended. */
  public boolean expiring(Instant now) {
    return end != null && !now.isBefore(end.minus(notice));
  }

  /** Whether it has ended. */
  public boolean over(Instant now) {
    return end != null && !now.isBefore(end);
  }

  /** Whether it has ended and the time of grace with it. */
  public boolean lapsed(Instant now) {
    return end != null && !now.isBefore(lapse());
  }

  /** The end of the time of grace; only for a term that ends. */
  public Instant lapse() {
    return end.plus(grace);
  }

  /** The instants at which one of the answers changes. */
  Stream<Instant> changes() {
    return end == null ? Stream.of() : Stream.of(end.minus(notice), end, lapse());
  }
}
