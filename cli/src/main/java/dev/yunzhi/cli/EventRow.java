package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An event of the record as one line of a table. Pure. */
final class EventRow {

  static final List<String> HEAD =
      List.of("INDEX", "TIME", "STREAM", "WHO", "DID", "WHAT", "OUTCOME");

  private EventRow() {}

  /**
   * @param item of {@code /api/v1/audit/events}
   */
  static List<String> of(JsonNode item) {
    JsonNode event = item.path("event");
    if (event.isNull()) {
      return cells(item, "", "", "", "body removed");
    }
    return cells(item, who(event), did(event), what(event), outcome(event));
  }

  private static List<String> cells(
      JsonNode item, String who, String did, String what, String outcome) {
    return List.of(
        item.path("index").asText(),
        item.path("time").asText(),
        item.path("stream").asText(),
        who,
        did,
        what,
        outcome);
  }

  private static String who(JsonNode event) {
    String who = first(event.at("/user/username"), event.at("/user"), event.at("/requested_by"));
    String as = event.at("/impersonatedUser/username").asText("");
    return as.isEmpty() ? who : who + " as " + as;
  }

  private static String did(JsonNode event) {
    return first(
            event.path("verb"),
            event.at("/input/operation"),
            event.path("method"),
            event.path("through"),
            event.path("report"),
            event.path("action"))
        .toLowerCase(Locale.ROOT);
  }

  private static String what(JsonNode event) {
    String object = object(event);
    // Of what has no object the stretch of time that it is about, as ISO 8601 writes one.
    return object.isEmpty() && event.path("from").isTextual() && event.path("until").isTextual()
        ? event.get("from").textValue() + "/" + event.get("until").textValue()
        : object;
  }

  private static String object(JsonNode event) {
    JsonNode object =
        Stream.of(event.path("objectRef"), event.path("asset"), event.path("input"))
            .filter(JsonNode::isObject)
            .findFirst()
            .orElse(event.path("query"));
    String kind = first(object.path("resource"), object.path("kind"));
    String namespace = object.path("namespace").asText("");
    String name = object.path("name").asText("");
    return Stream.of(kind, namespace.isEmpty() ? name : namespace + "/" + name)
        .filter(part -> !part.isEmpty())
        .reduce((one, other) -> one + " " + other)
        .orElse("");
  }

  private static String outcome(JsonNode event) {
    JsonNode findings = event.path("result");
    if (findings.isArray()) {
      return StreamSupport.stream(findings.spliterator(), false)
          .map(finding -> finding.path("policy").asText() + " " + finding.path("effect").asText())
          .distinct()
          .collect(Collectors.joining(", "));
    }
    return first(event.at("/responseStatus/code"), event.path("outcome"));
  }

  private static String first(JsonNode... values) {
    return Stream.of(values)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
