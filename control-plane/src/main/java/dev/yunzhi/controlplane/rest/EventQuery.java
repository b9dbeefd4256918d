package dev.yunzhi.controlplane.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.ledger.Absence;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.controlplane.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds events of the ledger. Thread-safe. */
@Component
public final class EventQuery {
  /** How many leaves one page looks at, at most: a rare match must not read the whole ledger. */
  private static final int MAX_SCAN = 20_000;

  private static final int CHUNK = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final LedgerReader reader;

  public EventQuery(Database database, LedgerReader reader) {
    this.database = database;
    this.reader = reader;
  }

  /**
   * What is asked for.
   *
   * @param stream null is any but the hidden ones
   * @param hidden streams that the asker must not see
   * @param user who acted; null is anyone
   * @param tenant that it concerns; null is any
   */
  public record Criteria(String stream, Set<String> hidden, String user, String tenant) {
    public Criteria {
      hidden = Set.copyOf(hidden);
    }
  }

  /**
   * An event as it is shown.
   *
   * @param event null when its body is not here
   * @param absence why it is not; null when it is
   */
  public record Item(
      long index,
      String stream,
      String cluster,
      String id,
      Instant time,
      String leafHash,
      Object event,
      Absence absence) {
    static Item of(StoredEvent event) {
      return item(event, body(event));
    }
  }

  /**
   * A page of events.
   *
   * @param next where to go on; null at the end. A page may be short, even empty, and yet have a
   *     next one: each page looks at a bounded part of the ledger
   */
  public record Page(List<Item> items, Long next) {}

  /** The events from an index on, in the order of the ledger. */
  public Page find(Criteria criteria, long from, int limit) {
    return page(criteria, from, limit, reader::read, 1);
  }

  /** The events before an index, the latest first. */
  public Page latest(Criteria criteria, long before, int limit) {
    return page(criteria, before, limit, reader::latest, 0);
  }

  private interface Reading {
    List<StoredEvent> read(EventFilter filter, long at, int limit);
  }

  /**
   * @param step from the index of the last event looked at to where to go on
   */
  private Page page(Criteria criteria, long start, int limit, Reading reading, int step) {
    database.requireReady();
    List<Item> items = new ArrayList<>();
    EventFilter filter =
        criteria.stream() == null ? EventFilter.ALL : EventFilter.stream(criteria.stream());
    long at = start;
    for (int scanned = 0; scanned < MAX_SCAN; scanned += CHUNK) {
      List<StoredEvent> chunk = reading.read(filter, at, CHUNK);
      for (StoredEvent event : chunk) {
        at = event.index() + step;
        JsonNode body = body(event);
        if (matches(criteria, event, body)) {
          items.add(item(event, body));
          if (items.size() == limit) {
            return new Page(items, at);
          }
        }
      }
      if (chunk.size() < CHUNK) {
        return new Page(items, null);
      }
    }
    return new Page(items, at);
  }

  private static boolean matches(Criteria criteria, StoredEvent event, JsonNode body) {
    return !criteria.hidden().contains(event.leaf().stream())
        && (criteria.user() == null || criteria.user().equals(user(body)))
        && (criteria.tenant() == null || criteria.tenant().equals(tenant(body)));
  }

  /** Who acted, by each stream's own way to say it; null when it does not say. */
  static String user(JsonNode body) {
    JsonNode user = body.path("user");
    if (user.isObject()) {
      return user.path("username").asText(null);
    }
    return user.isTextual() ? user.textValue() : body.path("requested_by").asText(null);
  }

  private static String tenant(JsonNode body) {
    String named = body.path("input").path("tenant").asText(null);
    if (named != null) {
      return named;
    }
    JsonNode object = body.path("objectRef");
    return object.path("resource").asText().equals("tenants")
        ? object.path("name").asText(null)
        : body.path("tenant").asText(null);
  }

  private static Item item(StoredEvent event, JsonNode body) {
    return new Item(
        event.index(),
        event.leaf().stream(),
        event.leaf().cluster(),
        event.leaf().id(),
        event.leaf().time(),
        event.leafHash().toString(),
        body.isMissingNode() ? null : JSON.convertValue(body, Object.class),
        event.absence());
  }

  private static JsonNode body(StoredEvent event) {
    if (event.body() == null) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(event.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the body of leaf " + event.index() + " is not JSON: the ledger was tampered with", e);
    }
  }
}
