package dev.yunzhi.controlplane.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.YunzhiProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records in the ledger what happens at the control-plane itself. Thread-safe. */
@Component
public final class Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Recorder recorder;
  private final String cluster;
  private final Clock clock;

  public Journal(Recorder recorder, YunzhiProperties properties, Clock clock) {
    this.recorder = recorder;
    this.cluster = properties.cluster();
    this.clock = clock;
  }

  /**
   * Records one happening; durable on return.
   *
   * @param stream one of {@link Streams}
   * @param body JSON-like values; null values are left out
   */
  public void record(String stream, Map<String, ?> body) {
    recorder.append(List.of(event(stream, body)));
  }

  /** The same of what was given an id before it was over. */
  public void record(String stream, UUID id, Instant time, Map<String, ?> body) {
    recorder.append(List.of(new Event(stream, cluster, id.toString(), time, json(body))));
  }

  /** The same for whoever records it in a transaction of their own. */
  public Event event(String stream, Map<String, ?> body) {
    return new Event(stream, cluster, UUID.randomUUID().toString(), clock.instant(), json(body));
  }

  /**
   * Who did it, as all that happens here says it.
   *
   * @return a new map, to add to
   */
  public static Map<String, Object> by(Person person) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("user", person.name());
    body.put("realm", person.realm());
    // Whoever has roles, even none, is a person: what has no realm is the control-plane itself.
    body.put("roles", person.realm() == null ? null : person.roles());
    body.put("source", person.address());
    return body;
  }

  private static ObjectNode json(Map<String, ?> body) {
    ObjectNode json = JSON.createObjectNode();
    body.forEach(
        (key, value) -> {
          if (value != null) {
            json.set(key, JSON.valueToTree(value));
          }
        });
    return json;
  }
}
