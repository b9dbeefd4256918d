package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Refuses a decimal that takes more than {@value #MOST_DIGITS} digits when it is written out. The
 * parser bounds a number's letters alone: {@code 1e2147483647} are twelve of them, and two
 * gigabytes of digits; of longer exponents it makes a {@link NumberFormatException}, which names no
 * place.
 */
final class BoundedNumbers extends JsonParserDelegate {
  /** As many as Jackson takes of a number without an exponent; doubles have 325 at the most. */
  static final int MOST_DIGITS = 1000;

  BoundedNumbers(JsonParser json) {
    super(json);
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    BigDecimal value;
    try {
      value = super.getDecimalValue();
    } catch (NumberFormatException e) {
      throw tooLong();
    }
    long whole = (long) value.precision() - value.scale();
    if (whole > MOST_DIGITS || value.scale() > MOST_DIGITS) {
      throw tooLong();
    }
    return value;
  }

  private StreamConstraintsException tooLong() throws IOException {
    JsonLocation place = currentTokenLocation();
    return new StreamConstraintsException(
        "%s at line %d, column %d has more than %d digits when it is written out"
            .formatted(getText(), place.getLineNr(), place.getColumnNr(), MOST_DIGITS),
        place);
  }
}
