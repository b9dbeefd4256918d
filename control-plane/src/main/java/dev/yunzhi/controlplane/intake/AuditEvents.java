package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes ledger events of an {@code audit.k8s.io/v1} EventList. Pure. */
final class AuditEvents {
  private static final Set<String> STAGES =
      Set.of("RequestReceived", "ResponseStarted", "ResponseComplete", "Panic");

  private AuditEvents() {}

  /**
   * Redacted, without dry runs, in the order that they came in.
   *
   * @throws Problem 400 at the first field that is wrong
   */
  static List<Event> of(String cluster, JsonNode list) {
    require("apiVersion", list, "audit.k8s.io/v1");
    require("kind", list, "EventList");
    JsonNode items = list.path("items");
    if (!items.isArray()) {
      throw Problem.badField("items", "items is missing; it must be a list of audit events");
    }
    List<Event> events = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String at = "items[" + i + "]";
      if (!(items.get(i) instanceof ObjectNode item)) {
        throw Problem.badField(at, at + " must be an object of kind Event");
      }
      String id = text(at + ".auditID", item.path("auditID"));
      String stage = text(at + ".stage", item.path("stage"));
      if (!STAGES.contains(stage)) {
        throw Problem.badField(
            at + ".stage", "%s.stage is %s; known are %s".formatted(at, stage, STAGES));
      }
      Instant time = instant(at + ".stageTimestamp", item.path("stageTimestamp"));
      if (!isDryRun(item)) {
        Redaction.auditEvent(item);
        events.add(new Event(Streams.API_AUDIT, cluster, id + "/" + stage, time, item));
      }
    }
    return events;
  }

  /** A dry run changes nothing and is not recorded, by query or by the body of a deletion. */
  private static boolean isDryRun(JsonNode event) {
    String uri = event.path("requestURI").asText();
    int query = uri.indexOf('?');
    if (query >= 0
        && Arrays.stream(uri.substring(query + 1).split("&"))
            .map(AuditEvents::decoded)
            .anyMatch("dryRun=All"::equals)) {
      return true;
    }
    JsonNode asked = event.path("requestObject");
    if (asked.path("kind").asText().equals("DeleteOptions")) {
      for (JsonNode value : asked.path("dryRun")) {
        if (value.asText().equals("All")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String decoded(String pair) {
    try {
      return URLDecoder.decode(pair, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not well-formed, so the API server did not take it for a dry run either.
      return pair;
    }
  }

  private static void require(String field, JsonNode list, String expected) {
    String found = list.path(field).asText();
    if (!found.equals(expected)) {
      throw Problem.badField(
          field, "%s is \"%s\"; it must be \"%s\"".formatted(field, found, expected));
    }
  }

  static String text(String field, JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > 200) {
      throw Problem.badField(field, field + " must be a text of 1 to 200 characters");
    }
    return node.textValue();
  }

  static Instant instant(String field, JsonNode node) {
    try {
      return OffsetDateTime.parse(text(field, node)).toInstant();
    } catch (DateTimeParseException e) {
      throw Problem.badField(
          field,
          "%s is %s; it must be an RFC 3339 instant, e.g. 2026-12-31T08:00:00.000000Z"
              .formatted(field, node));
    }
  }
}
