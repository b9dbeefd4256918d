package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** What is wrong with parameters by a JSON Schema, draft 2020-12. Pure. */
public final class ParameterErrors {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ParameterErrors() {}

  /** Each with the field, in the order of their texts; empty when all is right. */
  public static List<String> of(JsonNode schema, JsonNode parameters) {
    // Texts, because the validator has another generation of Jackson.
    return SCHEMAS
        .getSchema(schema.toString())
        .validate(parameters.toString(), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
