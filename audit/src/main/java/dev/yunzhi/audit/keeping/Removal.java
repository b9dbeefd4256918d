package dev.yunzhi.audit.keeping;

import java.time.Instant;

/**
 * Somebody's demand that the body of one event be removed for good, as a court may order.
 *
 * @param index of the event
 * @param ticket the case that it belongs to
 * @param proposedBy realm and name
 * @param proposedEvent index of the event that tells of it
 * @param decision null while nobody has decided
 */
public record Removal(
    long id,
    long index,
    String reason,
    String ticket,
    String proposedBy,
    Instant proposedAt,
    long proposedEvent,
    Decision decision) {
  /**
   * What became of it.
   *
   * @param outcome {@code approved}, and the body was removed, or {@code rejected}
   * @param by realm and name; when approved, another than who proposed it
   * @param event index of the event that tells of it
   */
  public record Decision(String outcome, String by, Instant at, long event) {}
}
