package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Facets;
import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Records who reads the events of others. What one did oneself can be read without a trace; so
 * whoever pages to the end of the ledger comes to an end, though each page has added to it.
 * Thread-safe.
 */
@Component
public final class ReadRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Journal journal;

  ReadRecord(Journal journal) {
    this.journal = journal;
  }

  /**
   * Records that somebody is to be shown events, unless all are their own; durable on return.
   *
   * @throws RuntimeException when it cannot be recorded; then they must not be shown
   */
  public void record(EventReading reading, List<StoredEvent> events) {
    // Most read nothing but what others did: the first event tells it, and one body is parsed.
    if (events.stream().allMatch(event -> isOwn(reading.by(), event))) {
      return;
    }
    Map<String, Object> told = reading.told("complete");
    told.put("events", events.size());
    told.put("first", events.stream().mapToLong(StoredEvent::index).min().orElseThrow());
    told.put("last", events.stream().mapToLong(StoredEvent::index).max().orElseThrow());
    journal.record(Streams.READ, told);
  }

  /** Records that a stream of any length begins. */
  void begun(EventReading reading) {
    journal.record(Streams.READ, reading.told("begun"));
  }

  /**
   * Records how a stream ended.
   *
   * @param outcome {@code complete} or {@code aborted}
   */
  void ended(EventReading reading, String outcome, long events) {
    Map<String, Object> told = reading.told(outcome);
    told.put("events", events);
    journal.record(Streams.READ, told);
  }

  private static boolean isOwn(Person person, StoredEvent event) {
    if (event.body() == null) {
      return false;
    }
    JsonNode body = body(event);
    // A cluster's event does not name the realm.
    return person.realm().equals(body.path("realm").asText("kubernetes"))
        && Set.of(person.name())
            .equals(Facets.of(event.leaf().stream(), body).getOrDefault(Facet.USER, Set.of()));
  }

  private static JsonNode body(StoredEvent event) {
    try {
      return JSON.readTree(event.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the body of leaf " + event.index() + " is not JSON: the ledger was tampered with", e);
    }
  }
}
