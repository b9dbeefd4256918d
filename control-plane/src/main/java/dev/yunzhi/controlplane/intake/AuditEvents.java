package dev.yunzhi.controlplane.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.PreparedEvents;
import dev.yunzhi.controlplane.web.Problem;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes ledger events of an {@code audit.k8s.io/v1} EventList, each as it is read. */
final class AuditEvents {
  private static final Set<String> STAGES =
      Set.of("RequestReceived", "ResponseStarted", "ResponseComplete", "Panic");

  private static final List<String> FIELDS = List.of("apiVersion", "kind", "items");

  private AuditEvents() {}

  /**
   * Redacted, without dry runs, in the order that they came in.
   *
   * @param json at its first token
   * @throws Problem 400 at the first field that is wrong
   */
  static void read(JsonParser json, PreparedEvents events) throws IOException {
    Set<String> missing = new LinkedHashSet<>(FIELDS);
    boolean isObject = json.isExpectedStartObjectToken();
    while (isObject && json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      if (!missing.remove(field) && FIELDS.contains(field)) {
        throw Problem.badField(field, field + " stands twice");
      }
      switch (field) {
        case "apiVersion" -> require(field, text(json), "audit.k8s.io/v1");
        case "kind" -> require(field, text(json), "EventList");
        case "items" -> readItems(json, events);
        default -> json.skipChildren();
      }
    }
    for (String field : missing) {
      throw Problem.badField(field, field + " is missing; this must be an EventList");
    }
  }

  private static String text(JsonParser json) throws IOException {
    return json.currentToken().isScalarValue() ? json.getText() : "";
  }

  private static void require(String field, String found, String expected) {
    if (!found.equals(expected)) {
      throw Problem.badField(
          field, "%s is \"%s\"; it must be \"%s\"".formatted(field, found, expected));
    }
  }

  private static void readItems(JsonParser json, PreparedEvents events) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw Problem.badField("items", "items must be a list of audit events");
    }
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      String at = "items[" + i + "]";
      if (!json.isExpectedStartObjectToken()) {
        throw Problem.badField(at, at + " must be an object of kind Event");
      }
      add(at, json.readValueAsTree(), events);
    }
  }

  private static void add(String at, ObjectNode item, PreparedEvents events) {
    String id = text(at + ".auditID", item.path("auditID"));
    String stage = text(at + ".stage", item.path("stage"));
    if (!STAGES.contains(stage)) {
      throw Problem.badField(
          at + ".stage", "%s.stage is %s; known are %s".formatted(at, stage, STAGES));
    }
    Instant time = instant(at + ".stageTimestamp", item.path("stageTimestamp"));
    if (!isDryRun(item)) {
      Redaction.auditEvent(item);
      events.add(id + "/" + stage, time, item);
    }
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
