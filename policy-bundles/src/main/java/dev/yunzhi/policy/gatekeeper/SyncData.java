package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The annotation by which a template declares which kinds it needs under {@code data.inventory}: a
 * JSON list of requirements, each a list of clauses of equivalent kinds, any of which will do.
 */
final class SyncData {
  static final String ANNOTATION = "metadata.gatekeeper.sh/requires-sync-data";
  static final String FIELD = "metadata.annotations[\"" + ANNOTATION + "\"]";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SyncData() {}

  /** By requirement: the kinds that satisfy it. */
  static List<List<GroupVersionKind>> parse(JsonNode template) throws RefusedException {
    String text = template.path("metadata").path("annotations").path(ANNOTATION).asText();
    // Templates of Gatekeeper's library have it within quotes and line ends.
    String json = text.replaceAll("^[\n\"]+|[\n\"]+$", "");
    if (json.isBlank()) {
      return List.of();
    }
    List<List<GroupVersionKind>> requirements = new ArrayList<>();
    for (JsonNode requirement : read(json)) {
      List<GroupVersionKind> kinds = new ArrayList<>();
      for (JsonNode clause : requirement) {
        addKinds(clause, kinds);
      }
      if (kinds.isEmpty()) {
        throw new RefusedException(FIELD, "a requirement names no kind");
      }
      requirements.add(List.copyOf(kinds));
    }
    return List.copyOf(requirements);
  }

  private static JsonNode read(String json) throws RefusedException {
    try {
      JsonNode requirements = JSON.readTree(json);
      if (requirements.isArray()) {
        return requirements;
      }
      throw new RefusedException(FIELD, "it must be a JSON list of lists of clauses");
    } catch (JsonProcessingException e) {
      throw new RefusedException(FIELD, "it is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void addKinds(JsonNode clause, List<GroupVersionKind> kinds)
      throws RefusedException {
    if (!clause.isObject()) {
      throw new RefusedException(FIELD, "it must be a JSON list of lists of clauses");
    }
    Fields.requireKnown(clause, FIELD, Set.of("groups", "versions", "kinds"));
    for (String group : Fields.texts(clause, FIELD, "groups")) {
      for (String version : Fields.texts(clause, FIELD, "versions")) {
        for (String kind : Fields.texts(clause, FIELD, "kinds")) {
          kinds.add(new GroupVersionKind(group, version, kind));
        }
      }
    }
  }
}
