package dev.yunzhi.e2e.objects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that a CRD forbids.
 *
 * @param path the field, e.g. {@code spec.owners.name}; the items of a list and the values of a map
 *     go by its own name
 * @param what how it is broken, e.g. {@code too-long}; null for a rule in CEL, which may be broken
 *     in several ways
 * @param message what a rule in CEL says; null for all others, whose message is Kubernetes' own
 */
record CrdRule(String path, String what, String message) {

  /** Keywords of a schema, and how an example that breaks them is called. */
  private static final Map<String, String> KEYWORDS =
      Map.of(
          "enum", "enum",
          "pattern", "pattern",
          "minLength", "too-short",
          "maxLength", "too-long",
          "minimum", "too-small",
          "maximum", "too-large",
          "minItems", "too-few",
          "maxItems", "too-many",
          "minProperties", "too-few",
          "maxProperties", "too-many");

  /** The rules of a field's schema and of all below it. */
  static List<CrdRule> of(String path, JsonNode schema) {
    List<CrdRule> rules = new ArrayList<>();
    collect(path, schema, rules);
    return rules;
  }

  /** The rules in CEL that stand right at a schema. */
  static List<CrdRule> inCel(String path, JsonNode schema) {
    List<CrdRule> rules = new ArrayList<>();
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> rules.add(new CrdRule(path, null, rule.path("message").asText())));
    return rules;
  }

  /** Whether the example breaks this rule. */
  boolean isBrokenBy(InvalidObject example) {
    return message == null
        ? example.name().equals(path + "-" + what)
        : example.name().startsWith(path) && example.message().contains(message);
  }

  private static void collect(String path, JsonNode schema, List<CrdRule> rules) {
    KEYWORDS.forEach(
        (keyword, what) -> {
          if (schema.has(keyword)) {
            rules.add(new CrdRule(path, what, null));
          }
        });
    rules.addAll(inCel(path, schema));
    schema
        .path("required")
        .forEach(field -> rules.add(new CrdRule(path + "." + field.asText(), "required", null)));
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(path + "." + field.getKey(), field.getValue(), rules));
    for (String below : List.of("items", "additionalProperties")) {
      if (schema.has(below)) {
        collect(path, schema.get(below), rules);
      }
    }
  }
}
