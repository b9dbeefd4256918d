package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads the fields of an object of Kubernetes, each of which may be absent or null. */
final class Fields {
  private Fields() {}

  /** The text of a field; empty where there is none. */
  static String text(JsonNode parent, String path, String name) throws RefusedException {
    JsonNode value = parent.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new RefusedException(path + "." + name, "it must be a string");
    }
    return value.textValue();
  }

  /** The texts of a list; empty where there is none. */
  static List<String> texts(JsonNode parent, String path, String name) throws RefusedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(parent, path, name)) {
      if (!item.isTextual()) {
        throw new RefusedException(path + "." + name, "it must be a list of strings");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** The items of a list; empty where there is none. */
  static List<JsonNode> items(JsonNode parent, String path, String name) throws RefusedException {
    JsonNode value = parent.path(name);
    if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
      throw new RefusedException(path + "." + name, "it must be a list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  /** A field that was mistyped would be one that is not heeded. */
  static void requireKnown(JsonNode object, String path, Set<String> known)
      throws RefusedException {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new RefusedException(
            path + "." + name,
            "there is no such field; there are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }
}
