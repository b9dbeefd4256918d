package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Checks the parameters of a rule against the JSON Schema that the rule brings. */
final class ParameterSchema {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /**
   * Checks them.
   *
   * @param schema an empty object takes no parameters but an object
   * @return what is wrong, each with the field; empty when all is right
   */
  static List<String> errors(JsonNode schema, JsonNode parameters) {
    if (!parameters.isObject()) {
      return List.of("it must be an object, by name of the parameter");
    }
    if (schema.isEmpty()) {
      return parameters.isEmpty() ? List.of() : List.of("the rule takes no parameters");
    }
    // Texts, because the validator has another generation of Jackson.
    return SCHEMAS
        .getSchema(schema.toString())
        .validate(parameters.toString(), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private ParameterSchema() {}
}
