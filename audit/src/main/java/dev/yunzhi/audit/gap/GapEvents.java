package dev.yunzhi.audit.gap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what a reading tells that was not known before, as events of the stream {@value #STREAM}.
 * Pure.
 *
 * @param cluster whose API servers they are
 * @param longestTry an API server tries for so long at most to record an event before it gives up:
 *     what it counts as lost happened up to so long before it was counted
 */
record GapEvents(String cluster, Duration longestTry) {
  static final String STREAM = "audit-gap";

  /**
   * Events that were lost and counted, between two instants that the event tells.
   *
   * @param known what was known of the process; empty when it was never looked at
   */
  Optional<Event> lost(Optional<CounterRow> known, CounterReading reading) {
    Losses more = reading.losses().since(known.map(CounterRow::losses).orElse(Losses.NONE));
    if (more.isNone()) {
      return Optional.empty();
    }
    Instant countedAfter = known.map(CounterRow::lookedAt).orElse(reading.startedAt());
    ObjectNode body = body("events-lost", reading);
    body.put("from", earliest(countedAfter, reading.startedAt()).toString())
        .put("until", reading.answered().toString())
        .put("countedAfter", countedAfter.toString());
    ObjectNode events = body.putObject("events");
    more.events().forEach(events::put);
    body.put("requestsRejected", more.requests());
    return Optional.of(event(body, reading));
  }

  /**
   * That nobody can tell what a process lost between the last look at it and its end: another has
   * started since, and its counters begin anew.
   *
   * @param previous the process that was looked at last
   */
  Optional<Event> notCounted(CounterRow previous, CounterReading reading) {
    if (!previous.lookedAt().isBefore(reading.startedAt())) {
      // It is another one of several: each counts for itself.
      return Optional.empty();
    }
    ObjectNode body = body("not-counted", reading);
    body.put("from", earliest(previous.lookedAt(), previous.startedAt()).toString())
        .put("until", reading.startedAt().toString())
        .put("countedAfter", previous.lookedAt().toString());
    body.putObject("previousApiServer").put("startedAt", previous.startedAt().toString());
    return Optional.of(event(body, reading));
  }

  /** What was given up then happened no earlier, and no earlier than the process started. */
  private Instant earliest(Instant counted, Instant startedAt) {
    Instant tried = counted.minus(longestTry);
    return tried.isBefore(startedAt) ? startedAt : tried;
  }

  private static ObjectNode body(String action, CounterReading reading) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("action", action);
    body.putObject("apiServer").put("startedAt", reading.startedAt().toString());
    return body;
  }

  private Event event(ObjectNode body, CounterReading reading) {
    String id =
        "%s/%s/%s".formatted(body.get("action").textValue(), reading.startedAt(), reading.asked());
    return new Event(STREAM, cluster, id, reading.answered(), body);
  }
}
