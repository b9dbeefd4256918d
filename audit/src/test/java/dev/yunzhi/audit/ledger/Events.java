package dev.yunzhi.audit.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events for tests. */
public final class Events {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Events() {}

  public static Event event(String id) {
    return new Event("api-audit", "home", id, NOON, object().put("id", id));
  }

  public static List<Event> events(String prefix, int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(prefix + i));
    }
    return events;
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
