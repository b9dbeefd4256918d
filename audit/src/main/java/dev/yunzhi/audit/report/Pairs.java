package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts an object of the record into one cell. */
final class Pairs {
  private Pairs() {}

  static JsonNode text(JsonNode object) {
    if (object.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    Map<String, String> pairs = new TreeMap<>();
    object.properties().forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
    return JsonNodeFactory.instance.textNode(
        pairs.entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining(", ")));
  }
}
