package dev.yunzhi.audit.keeping;

import java.time.Instant;

/**
 * A legal hold.
 *
 * @param ticket the case that it belongs to
 * @param placedBy realm and name
 * @param placedEvent index of the event that tells of it
 * @param lifted null while it stands
 */
public record Hold(
    long id,
    HoldScope scope,
    String reason,
    String ticket,
    String placedBy,
    Instant placedAt,
    long placedEvent,
    Lift lifted) {
  /**
   * Its end.
   *
   * @param by realm and name; never who placed it
   * @param event index of the event that tells of it
   */
  public record Lift(String by, Instant at, long event, String reason) {}
}
