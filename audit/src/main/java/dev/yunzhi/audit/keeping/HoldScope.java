package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;
import java.time.Instant;

/**
 * What a legal hold covers: events to which all of this applies. A part that is null asks nothing;
 * at least one must be given.
 *
 * @param stream of the event
 * @param tenant that the event's body names anywhere
 * @param from the first instant, by the event's own time
 * @param until the first instant after the last
 */
public record HoldScope(String stream, String tenant, Instant from, Instant until) {
  /**
   * Checks every part.
   *
   * @throws InvalidFieldException when nothing is asked, or no instant is between from and until
   */
  public HoldScope {
    if (stream == null && tenant == null && from == null && until == null) {
      throw new InvalidFieldException(
          "stream", "is not given, nor tenant, from or until: a hold must say what it covers");
    }
    if (stream != null) {
      BoundedText.require("stream", stream, 1, 40);
    }
    if (tenant != null) {
      BoundedText.require("tenant", tenant, 1, 253);
    }
    if (from != null && until != null && !from.isBefore(until)) {
      throw new InvalidFieldException("until", "is " + until + "; it must be after " + from);
    }
  }

  /**
   * Whether a whole shelf has to stay. A tenant does not narrow it: which shelves name it would
   * have to be looked for in every body, and to keep too much is the smaller mistake.
   */
  boolean touches(Shelf shelf, ShelfContent content) {
    return (stream == null || stream.equals(shelf.stream()))
        && content.minTime() != null
        && (from == null || !content.maxTime().isBefore(from))
        && (until == null || content.minTime().isBefore(until));
  }

  /** Whether it covers a single event. */
  boolean covers(String ofStream, Instant time, String body) {
    return (stream == null || stream.equals(ofStream))
        && (tenant == null || body.contains(tenant))
        && (from == null || !time.isBefore(from))
        && (until == null || time.isBefore(until));
  }

  ObjectNode facts() {
    return KeepingEvents.facts()
        .put("stream", stream)
        .put("tenant", tenant)
        .put("from", from == null ? null : from.toString())
        .put("until", until == null ? null : until.toString());
  }
}
