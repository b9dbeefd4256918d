package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The objects that templates find under {@code data.inventory}: {@code
 * cluster[apiVersion][kind][name]} and {@code namespace[namespace][apiVersion][kind][name]}. Not
 * safe for use by many threads.
 */
public final class Inventory {
  private final ObjectNode data = JsonNodeFactory.instance.objectNode();

  /** Takes in an object, or what became of it. */
  public void put(JsonNode object) {
    ObjectNode of = data;
    for (String step : path(object)) {
      of = of.withObjectProperty(step);
    }
    of.set(object.at("/metadata/name").asText(), object);
  }

  private static String[] path(JsonNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    String namespace = object.at("/metadata/namespace").asText();
    return namespace.isEmpty()
        ? new String[] {"cluster", apiVersion, kind}
        : new String[] {"namespace", namespace, apiVersion, kind};
  }

  /** A copy of what is in it. */
  public ObjectNode data() {
    return data.deepCopy();
  }
}
