package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which objects a constraint is about: Gatekeeper's {@code spec.match}. What is absent matches all.
 * Immutable.
 */
public final class Match {
  private static final Set<String> KNOWN =
      Set.of(
          "kinds",
          "scope",
          "namespaces",
          "excludedNamespaces",
          "processes",
          "labelSelector",
          "namespaceSelector",
          "name",
          "source");
  private static final Set<String> PROCESSES =
      Set.of("audit", "webhook", "sync", "mutation-webhook", "*");
  private static final Set<String> SOURCES = Set.of("", "All", "Original", "Generated");
  private static final String ALL = "*";
  private static final String FIELD = "spec.match";

  private record Kinds(List<String> groups, List<String> kinds) {
    boolean match(String group, String kind) {
      return has(kinds, kind) && has(groups, group);
    }

    private static boolean has(List<String> names, String name) {
      return names.isEmpty() || names.contains(ALL) || names.contains(name);
    }
  }

  private final boolean absent;
  private final List<Kinds> kinds;
  private final String scope;
  private final List<Wildcard> namespaces;
  private final List<Wildcard> excludedNamespaces;
  private final List<String> processes;
  private final LabelSelector labelSelector;
  private final LabelSelector namespaceSelector;
  private final String name;
  private final Wildcard nameWildcard;
  private final String source;

  private Match(JsonNode match) throws RefusedException {
    this.absent = !match.isObject();
    Fields.requireKnown(match, FIELD, KNOWN);
    this.kinds = kinds(match);
    this.scope = Fields.text(match, FIELD, "scope");
    this.namespaces = wildcards(match, "namespaces");
    this.excludedNamespaces = wildcards(match, "excludedNamespaces");
    this.processes = Fields.texts(match, FIELD, "processes");
    this.labelSelector = LabelSelector.parse(match, FIELD, "labelSelector");
    this.namespaceSelector = LabelSelector.parse(match, FIELD, "namespaceSelector");
    this.name = Fields.text(match, FIELD, "name");
    this.nameWildcard = Wildcard.parse(FIELD + ".name", name);
    this.source = Fields.text(match, FIELD, "source");
    require("source", source, SOURCES, "All, Original, Generated");
    for (String process : processes) {
      require("processes", process, PROCESSES, "audit, webhook, sync, mutation-webhook, *");
    }
  }

  /**
   * Reads it.
   *
   * @param match null and missing nodes match all
   */
  static Match parse(JsonNode match) throws RefusedException {
    if (!match.isObject() && !match.isMissingNode() && !match.isNull()) {
      throw new RefusedException(FIELD, "it must be an object");
    }
    return new Match(match);
  }

  private static void require(String field, String value, Set<String> allowed, String names)
      throws RefusedException {
    if (!allowed.contains(value)) {
      throw new RefusedException(FIELD + "." + field, "\"" + value + "\" is none of " + names);
    }
  }

  private static List<Kinds> kinds(JsonNode match) throws RefusedException {
    List<Kinds> kinds = new ArrayList<>();
    for (JsonNode item : Fields.items(match, FIELD, "kinds")) {
      String field = FIELD + ".kinds[" + kinds.size() + "]";
      Fields.requireKnown(item, field, Set.of("apiGroups", "kinds"));
      kinds.add(
          new Kinds(Fields.texts(item, field, "apiGroups"), Fields.texts(item, field, "kinds")));
    }
    return List.copyOf(kinds);
  }

  private static List<Wildcard> wildcards(JsonNode match, String field) throws RefusedException {
    List<Wildcard> wildcards = new ArrayList<>();
    for (String text : Fields.texts(match, FIELD, field)) {
      wildcards.add(Wildcard.parse(FIELD + "." + field, text));
    }
    return List.copyOf(wildcards);
  }

  /**
   * Whether the object under review, or what it was before, is one of them.
   *
   * @throws MatchFailedException if the review lacks what would tell, for example the namespace's
   *     labels
   */
  public boolean matches(Review review) throws MatchFailedException {
    if (absent) {
      return true;
    }
    List<JsonNode> objects = review.objects();
    if (objects.isEmpty()) {
      throw new MatchFailedException("the review has neither an object nor an old object");
    }
    for (JsonNode object : objects) {
      if (matches(object, review)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(JsonNode object, Review review) throws MatchFailedException {
    JsonNode namespace = review.namespace();
    return kindMatches(object)
        && scopeMatches(object, namespace)
        && (namespaces.isEmpty() || isIn(namespaces, object, namespace, true))
        && (!excludes(review.point()) || !isIn(excludedNamespaces, object, namespace, false))
        && (labelSelector == null || labelSelector.matches(labels(object)))
        && (namespaceSelector == null || namespaceLabelsMatch(object, namespace))
        && nameMatches(object)
        && sourceMatches(review.source());
  }

  private boolean kindMatches(JsonNode object) {
    return kinds.isEmpty()
        || kinds.stream().anyMatch(k -> k.match(group(object), object.path("kind").asText()));
  }

  private boolean scopeMatches(JsonNode object, JsonNode namespace) {
    boolean inside = namespace != null || !namespaceOf(object).isEmpty();
    return switch (scope) {
      case "Cluster" -> isNamespace(object) || !inside;
      case "Namespaced" -> !isNamespace(object) && inside;
      // As in Gatekeeper, whatever else is written.
      default -> true;
    };
  }

  /**
   * @param otherwise the answer for what is in no namespace and is none
   */
  private static boolean isIn(
      List<Wildcard> names, JsonNode object, JsonNode namespace, boolean otherwise) {
    String name;
    if (isNamespace(object)) {
      name = object.at("/metadata/name").asText();
    } else if (namespace != null) {
      name = namespace.at("/metadata/name").asText();
    } else {
      name = namespaceOf(object);
      if (name.isEmpty()) {
        return otherwise;
      }
    }
    return names.stream().anyMatch(wildcard -> wildcard.matches(name));
  }

  private boolean excludes(EnforcementPoint point) {
    return !excludedNamespaces.isEmpty()
        && (processes.isEmpty() || processes.contains(ALL) || processes.contains(point.process()));
  }

  private boolean namespaceLabelsMatch(JsonNode object, JsonNode namespace)
      throws MatchFailedException {
    if (isNamespace(object)) {
      return namespaceSelector.matches(labels(object));
    }
    if (namespace != null) {
      return namespaceSelector.matches(labels(namespace));
    }
    if (namespaceOf(object).isEmpty()) {
      return true;
    }
    throw new MatchFailedException(
        "match.namespaceSelector: the namespace " + namespaceOf(object) + " is not known");
  }

  private boolean nameMatches(JsonNode object) {
    return name.isEmpty()
        || nameWildcard.matches(object.at("/metadata/name").asText())
        || nameWildcard.matchesGenerateName(object.at("/metadata/generateName").asText());
  }

  private boolean sourceMatches(Source of) {
    return source.isEmpty() || source.equals("All") || source.equals(of.text());
  }

  private static boolean isNamespace(JsonNode object) {
    return object.path("kind").asText().equals("Namespace") && group(object).isEmpty();
  }

  private static String group(JsonNode object) {
    String apiVersion = object.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  private static String namespaceOf(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  /** None at all where one of them is no string, as Kubernetes' own client reads them. */
  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> label : object.at("/metadata/labels").properties()) {
      if (!label.getValue().isTextual()) {
        return Map.of();
      }
      labels.put(label.getKey(), label.getValue().textValue());
    }
    return labels;
  }
}
