package dev.yunzhi.audit.ledger;

import java.time.Instant;

/**
 * Which events are asked for. A part that is null asks nothing.
 *
 * @param from the first instant
 * @param until the first instant after the last
 */
public record EventFilter(String stream, String cluster, Instant from, Instant until) {
  /** Every event. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null);

  public static EventFilter stream(String stream) {
    return new EventFilter(stream, null, null, null);
  }

  boolean matches(Leaf leaf) {
    return (stream == null || stream.equals(leaf.stream()))
        && (cluster == null || cluster.equals(leaf.cluster()))
        && (from == null || !leaf.time().isBefore(from))
        && (until == null || leaf.time().isBefore(until));
  }
}
