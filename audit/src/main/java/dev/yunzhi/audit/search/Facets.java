package dev.yunzhi.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what an event can be found by: of {@code audit.k8s.io/v1} Events, of OPA's decisions as the
 * operator and stock agents send them, and of what the control-plane itself records. Pure; what an
 * event does not say, or says in another form, it is not found by.
 */
public final class Facets {
  private Facets() {}

  /** Takes one value of one facet; may be given the same more than once. */
  @FunctionalInterface
  interface Sink {
    void accept(Facet facet, String value);
  }

  /** All values of an event that are indexed, {@link Facet#STREAM} aside. */
  static void each(JsonNode body, Sink sink) {
    JsonNode user = body.path("user");
    text(Facet.USER, user.isObject() ? user.path("username") : user, sink);
    text(Facet.USER, body.path("impersonatedUser").path("username"), sink);
    text(Facet.TENANT, body.path("tenant"), sink);
    text(Facet.DEPARTMENT, body.path("department"), sink);
    JsonNode object = body.get("objectRef");
    if (object != null) {
      object(object.path("resource").asText(""), object, sink);
    }
    JsonNode asset = body.get("asset");
    if (asset != null) {
      object(ResourceName.of(asset.path("kind").asText("")), asset, sink);
    }
    JsonNode verb = body.get("verb");
    if (verb != null) {
      text(Facet.VERB, verb, sink);
    }
    JsonNode code = body.path("responseStatus").path("code");
    if (code.isInt()) {
      sink.accept(Facet.OUTCOME, code.asText());
      sink.accept(Facet.OUTCOME, Outcome.ofStatus(code.intValue()).word());
    }
    Outcome told = Outcome.ofWord(body.path("outcome").asText(""));
    if (told != null) {
      sink.accept(Facet.OUTCOME, told.word());
    }
    if (body.has("decision_id")) {
      decision(body, sink);
    }
  }

  private static void decision(JsonNode body, Sink sink) {
    text(Facet.USER, body.path("requested_by"), sink);
    JsonNode input = body.path("input");
    text(Facet.USER, input.path("user"), sink);
    text(Facet.TENANT, input.path("tenant"), sink);
    text(Facet.DEPARTMENT, input.path("department"), sink);
    object(ResourceName.of(input.path("kind").asText("")), input, sink);
    String operation = input.path("operation").asText("");
    if (!operation.isEmpty()) {
      sink.accept(Facet.VERB, operation.toLowerCase(Locale.ROOT));
    }
    JsonNode findings = body.path("result");
    if (findings.isArray()) {
      findings.forEach(finding -> text(Facet.POLICY, finding.path("policy"), sink));
      sink.accept(Facet.OUTCOME, Outcome.ofFindings(findings).word());
    }
    input.path("resolved").forEach(policy -> text(Facet.POLICY, policy, sink));
  }

  private static void object(String resource, JsonNode object, Sink sink) {
    if (resource.isEmpty()) {
      return;
    }
    String namespace = object.path("namespace").asText("");
    String name = object.path("name").asText("");
    sink.accept(Facet.KIND, resource);
    if (!namespace.isEmpty()) {
      sink.accept(Facet.NAMESPACE, namespace);
    }
    if (name.isEmpty()) {
      return;
    }
    sink.accept(Facet.NAME, name);
    sink.accept(Facet.OBJECT, object(namespace, name));
    switch (resource) {
      case "namespaces" -> sink.accept(Facet.NAMESPACE, name);
      case "tenants" -> sink.accept(Facet.TENANT, name);
      case "departments" -> sink.accept(Facet.DEPARTMENT, name);
      default -> {
        // Nothing more to be told by its name.
      }
    }
  }

  /** The values of {@link Facet#KIND} that somebody may mean who writes a kind or a resource. */
  public static List<String> kinds(String asked) {
    String capital = asked.substring(0, 1).toUpperCase(Locale.ROOT) + asked.substring(1);
    return Stream.of(ResourceName.of(asked), ResourceName.of(capital)).distinct().toList();
  }

  /** The value of {@link Facet#OBJECT}. */
  public static String object(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static void text(Facet facet, JsonNode node, Sink sink) {
    if (node.isTextual() && !node.textValue().isEmpty()) {
      sink.accept(facet, node.textValue());
    }
  }

  /** The values of an event. */
  public static Map<Facet, Set<String>> of(String stream, JsonNode body) {
    Map<Facet, Set<String>> values = new EnumMap<>(Facet.class);
    Sink sink = (facet, value) -> values.computeIfAbsent(facet, none -> new HashSet<>()).add(value);
    sink.accept(Facet.STREAM, stream);
    sink.accept(Facet.ACTOR, Actor.of(body));
    each(body, sink);
    return values;
  }
}
