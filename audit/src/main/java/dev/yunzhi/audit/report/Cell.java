package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** Values of a row's cells; what is not known is JSON's null. */
final class Cell {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Cell() {}

  /**
   * @param value null is not known
   */
  static JsonNode text(String value) {
    return value == null ? NODES.nullNode() : NODES.textNode(value);
  }

  /**
   * @param value null, or empty, is not known
   */
  static JsonNode textUnlessEmpty(String value) {
    return text(value == null || value.isEmpty() ? null : value);
  }

  /**
   * @param value null is not known
   */
  static JsonNode number(Long value) {
    return value == null ? NODES.nullNode() : NODES.numberNode(value);
  }

  /**
   * @param value null is not known
   */
  static JsonNode number(BigDecimal value) {
    return value == null ? NODES.nullNode() : NODES.numberNode(value);
  }
}
