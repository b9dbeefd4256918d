package dev.yunzhi.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that happened and is to be recorded once.
 *
 * @param stream what kind of events this is one of, such as {@code api-audit}: lower-case letters,
 *     digits and hyphens, at most 40
 * @param cluster the cluster that it comes from: 1 to {@value #MAX_CLUSTER_BYTES} bytes of UTF-8
 * @param id tells the event from every other of its stream, cluster and time: 1 to {@value
 *     #MAX_ID_BYTES} bytes of UTF-8. A sender that cannot bound its ids sends their digests
 * @param time when it happened, by whoever saw it: the same when it is sent again; kept to the
 *     microsecond; years 0001 to 9999
 * @param body what happened: an object; not to be changed until it is appended
 */
public record Event(String stream, String cluster, String id, Instant time, JsonNode body) {
  public static final int MAX_CLUSTER_BYTES = 253;
  public static final int MAX_ID_BYTES = 1024;

  private static final Pattern STREAM = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /** Whether an instant is of the years 0001 to 9999, which alone are recorded. */
  public static boolean isOfRecordedYears(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  /**
   * Checks every field.
   *
   * @throws InvalidFieldException when a field is not as described
   */
  public Event {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(body, "body");
    time = time.truncatedTo(ChronoUnit.MICROS);
    if (!STREAM.matcher(stream).matches()) {
      throw new InvalidFieldException(
          "stream",
          "is \"%s\"; it must be lower-case letters, digits and hyphens, 40 at most"
              .formatted(stream));
    }
    BoundedText.require("cluster", cluster, 1, MAX_CLUSTER_BYTES);
    BoundedText.require("id", id, 1, MAX_ID_BYTES);
    if (!isOfRecordedYears(time)) {
      throw new InvalidFieldException("time", "is " + time + "; years 0001 to 9999 are recorded");
    }
    if (!body.isObject()) {
      throw new InvalidFieldException("body", "is not a JSON object");
    }
  }
}
