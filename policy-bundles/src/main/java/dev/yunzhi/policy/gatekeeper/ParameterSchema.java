package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.ParameterErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the parameters of a template's constraints must be: the structural schema of a
 * CustomResourceDefinition. Immutable.
 */
public final class ParameterSchema {
  private static final String UNKNOWN_FIELDS = "x-kubernetes-preserve-unknown-fields";
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";

  /** What means the same in JSON Schema. */
  private static final Set<String> COPIED =
      Set.of(
          "type",
          "enum",
          "pattern",
          "format",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "minimum",
          "maximum",
          "multipleOf",
          "required");

  private final ObjectNode schema;

  private ParameterSchema(ObjectNode schema) {
    this.schema = schema;
  }

  /**
   * Reads {@code spec.crd.spec.validation} of a template.
   *
   * @param legacyByDefault whether a template that says nothing of {@code legacySchema} has one
   */
  static ParameterSchema parse(JsonNode validation, boolean legacyByDefault)
      throws RefusedException {
    JsonNode schema = validation.path("openAPIV3Schema");
    boolean legacy = validation.path("legacySchema").asBoolean(legacyByDefault);
    if (!schema.isObject()) {
      if (!schema.isMissingNode() && !schema.isNull()) {
        throw new RefusedException(
            "spec.crd.spec.validation.openAPIV3Schema", "it must be an object");
      }
      return new ParameterSchema(
          legacy && validation.isObject() ? open(JsonNodeFactory.instance.objectNode()) : null);
    }
    ObjectNode copy = schema.deepCopy();
    return new ParameterSchema(legacy ? open(copy) : copy);
  }

  /** As Gatekeeper makes a schema of its first versions structural: whatever has fields has any. */
  private static ObjectNode open(ObjectNode schema) {
    String type = schema.path("type").asText();
    if ((type.isEmpty() || type.equals("object")) && !schema.has(UNKNOWN_FIELDS)) {
      schema.put(UNKNOWN_FIELDS, true);
    }
    schema.path("properties").forEach(ParameterSchema::openIfObject);
    openIfObject(schema.path("additionalProperties"));
    if (type.equals("array") && !schema.has("items")) {
      schema.putObject("items");
    }
    openIfObject(schema.path("items"));
    return schema;
  }

  private static void openIfObject(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      open(object);
    }
  }

  /** The schema for {@code spec.parameters} of the constraints' CRD; null if they have none. */
  public ObjectNode schema() {
    return schema == null ? null : schema.deepCopy();
  }

  /** The parameters with what the schema gives to those that were left out. */
  ObjectNode defaulted(JsonNode parameters) {
    ObjectNode filled =
        parameters instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    if (schema != null) {
      fill(filled, schema);
    }
    return filled;
  }

  private static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode given = object.path(property.getKey());
        JsonNode preset = property.getValue().path("default");
        boolean absent =
            given.isMissingNode()
                || (given.isNull() && !property.getValue().path("nullable").asBoolean());
        if (absent && !preset.isMissingNode()) {
          object.set(property.getKey(), preset.deepCopy());
        }
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode its = schema.path("properties").path(field.getKey());
        fill(field.getValue(), its.isMissingNode() ? schema.path("additionalProperties") : its);
      }
    } else if (value.isArray()) {
      value.forEach(item -> fill(item, schema.path("items")));
    }
  }

  /** What is wrong with the parameters, each with the field; empty when all is right. */
  List<String> errors(ObjectNode parameters) {
    if (schema == null) {
      return parameters.isEmpty() ? List.of() : List.of("the template takes no parameters");
    }
    return ParameterErrors.of(jsonSchema(schema), parameters);
  }

  /** OpenAPI's schema, as the API server understands it, in the words of JSON Schema. */
  private static ObjectNode jsonSchema(JsonNode schema) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "properties" ->
            value
                .properties()
                .forEach(
                    property ->
                        out.withObjectProperty("properties")
                            .set(property.getKey(), jsonSchema(property.getValue())));
        case "items", "not" -> out.set(field.getKey(), jsonSchema(value));
        case "additionalProperties" ->
            out.set("additionalProperties", value.isObject() ? jsonSchema(value) : value);
        case "allOf", "anyOf", "oneOf" ->
            value.forEach(item -> out.withArray(field.getKey()).add(jsonSchema(item)));
        default -> {
          if (COPIED.contains(field.getKey())) {
            out.set(field.getKey(), value);
          }
        }
      }
    }
    exclusive(schema, out, "minimum", "exclusiveMinimum");
    exclusive(schema, out, "maximum", "exclusiveMaximum");
    if (schema.path(INT_OR_STRING).asBoolean()) {
      out.putArray("type").add("integer").add("string");
    } else if (schema.path("nullable").asBoolean() && schema.has("type")) {
      out.putArray("type").add(schema.path("type").asText()).add("null");
    }
    if (schema.has("properties")
        && !schema.has("additionalProperties")
        && !schema.path(UNKNOWN_FIELDS).asBoolean()) {
      out.put("additionalProperties", false);
    }
    return out;
  }

  private static void exclusive(JsonNode schema, ObjectNode out, String bound, String exclusive) {
    if (schema.path(exclusive).asBoolean() && schema.has(bound)) {
      out.set(exclusive, out.remove(bound));
    }
  }
}
