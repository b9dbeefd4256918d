package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.policy.ParameterErrors;
import java.util.List;

/** Checks the parameters of a rule against the JSON Schema that the rule brings. */
final class ParameterSchema {

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
    return ParameterErrors.of(schema, parameters);
  }

  private ParameterSchema() {}
}
