package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Answers about assets as lines of a table. Pure. */
final class AssetRows {

  static final List<String> ASSET_HEAD =
      List.of("KIND", "NAME", "DEPARTMENT", "TENANT", "STATE", "SINCE", "LEAF");
  static final List<String> CHANGE_HEAD =
      List.of("CHANGE", "KIND", "NAME", "DEPARTMENT", "WHAT", "SINCE", "LEAF");
  static final List<String> VERSION_HEAD =
      List.of("FROM", "UNTIL", "LEARNED", "DEPARTMENT", "TENANT", "STATE", "LEAF");

  private AssetRows() {}

  /**
   * @param item of {@code /api/v1/assets}
   */
  static List<String> asset(JsonNode item) {
    return List.of(
        text(item, "/kind"),
        name(item),
        text(item, "/department"),
        text(item, "/tenant"),
        text(item, "/facts/state"),
        text(item, "/validFrom"),
        text(item, "/leaf"));
  }

  /**
   * @param item of {@code /api/v1/assets/diff}
   */
  static List<String> change(JsonNode item) {
    JsonNode before = item.path("before");
    JsonNode after = item.path("after");
    JsonNode told = after.isObject() ? after : before;
    return List.of(
        text(item, "/change"),
        text(item, "/kind"),
        name(item),
        Stream.of(text(before, "/department"), text(after, "/department"))
            .filter(department -> !department.isEmpty())
            .distinct()
            .collect(Collectors.joining(" to ")),
        StreamSupport.stream(item.path("columns").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", ")),
        text(told, "/validFrom"),
        text(told, "/leaf"));
  }

  /**
   * @param item of {@code /api/v1/assets/history}
   */
  static List<String> version(JsonNode item) {
    return List.of(
        text(item, "/validFrom"),
        text(item, "/validTo"),
        text(item, "/learnedAt"),
        text(item, "/department"),
        text(item, "/tenant"),
        item.path("gone").asBoolean() ? "gone" : text(item, "/facts/state"),
        text(item, "/leaf"));
  }

  private static String name(JsonNode item) {
    String namespace = text(item, "/namespace");
    return namespace.isEmpty() ? text(item, "/name") : namespace + "/" + text(item, "/name");
  }

  /** Empty for what is null or not there. */
  private static String text(JsonNode node, String pointer) {
    JsonNode value = node.at(pointer);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }
}
