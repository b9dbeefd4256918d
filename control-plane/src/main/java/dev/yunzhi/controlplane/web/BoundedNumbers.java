package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Refuses a decimal that takes more than {@value #MOST_DIGITS} digits when it is written out. The
 * parser bounds a number's letters alone: {@code 1e2147483647} are twelve of them, and two
 * gigabytes of digits. Thread-safe.
 */
final class BoundedNumbers extends JsonNodeFactory {
  /** As many as Jackson takes of a number without an exponent; doubles have 325 at the most. */
  static final int MOST_DIGITS = 1000;

  private static final long serialVersionUID = 1L;

  /**
   * Makes a node of a decimal.
   *
   * @throws NumberFormatException when it is too long, as Jackson does of what no BigDecimal holds
   */
  @Override
  public ValueNode numberNode(BigDecimal value) {
    if (value != null) {
      long whole = (long) value.precision() - value.scale();
      if (whole > MOST_DIGITS || value.scale() > MOST_DIGITS) {
        throw new NumberFormatException("more than " + MOST_DIGITS + " digits");
      }
    }
    return super.numberNode(value);
  }
}
