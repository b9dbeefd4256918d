package dev.yunzhi.operator.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quantities in the form that the API server stores: no fraction, the largest suffix that keeps the
 * value, and a binary suffix only from 1024 up.
 *
 * <p>Source: the serialisation format of {@code k8s.io/apimachinery/pkg/api/resource.Quantity}. An
 * object that differs from the stored one in form alone would be applied again for ever.
 */
public final class CanonicalQuantity {

  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  /** The same amount in canonical form. */
  public static Quantity of(Quantity quantity) {
    return of(quantity.getNumericalAmount(), isBinary(quantity));
  }

  static boolean isBinary(Quantity quantity) {
    return quantity.getFormat() != null && quantity.getFormat().endsWith("i");
  }

  /**
   * An amount in canonical form.
   *
   * @param binary whether a binary suffix is wished for
   */
  public static Quantity of(BigDecimal amount, boolean binary) {
    if (binary && amount.abs().compareTo(KIBI) >= 0) {
      return binary(amount.setScale(0, RoundingMode.CEILING));
    }
    return decimal(amount.setScale(9, RoundingMode.CEILING));
  }

  private static Quantity binary(BigDecimal bytes) {
    int power = 0;
    BigDecimal rest = bytes;
    while (power + 1 < BINARY.size() && rest.remainder(KIBI).signum() == 0) {
      rest = rest.divide(KIBI);
      power++;
    }
    return new Quantity(rest.toBigInteger().toString(), BINARY.get(power));
  }

  private static Quantity decimal(BigDecimal amount) {
    if (amount.signum() == 0) {
      return new Quantity("0", "");
    }
    BigDecimal thousand = BigDecimal.valueOf(1000);
    BigDecimal rest = amount.movePointRight(9);
    int power = 0;
    while (power + 1 < DECIMAL.size() && rest.remainder(thousand).signum() == 0) {
      rest = rest.divide(thousand);
      power++;
    }
    return new Quantity(rest.toBigInteger().toString(), DECIMAL.get(power));
  }

  private CanonicalQuantity() {}
}
