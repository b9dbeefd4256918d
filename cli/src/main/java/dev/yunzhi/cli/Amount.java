package dev.yunzhi.cli;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Amounts as people read them: at most one digit after the point, and the suffix that fits. */
final class Amount {

  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final List<String> SUFFIXES = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi");

  /**
   * @param resource by its name it is told whether bytes are counted
   * @param amount in cores, bytes or pieces; null shows as a dash
   */
  static String of(String resource, BigDecimal amount) {
    if (amount == null) {
      return "-";
    }
    return isBytes(resource) ? bytes(amount) : rounded(amount);
  }

  static BigDecimal number(Quantity quantity) {
    return quantity.getNumericalAmount();
  }

  private static boolean isBytes(String resource) {
    return resource.endsWith("memory") || resource.endsWith("storage");
  }

  private static String bytes(BigDecimal amount) {
    int power = 0;
    BigDecimal rest = amount;
    while (power + 1 < SUFFIXES.size() && rest.abs().compareTo(KIBI) >= 0) {
      rest = rest.divide(KIBI);
      power++;
    }
    return rounded(rest) + SUFFIXES.get(power);
  }

  private static String rounded(BigDecimal amount) {
    BigDecimal shown = amount.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
    return shown.signum() == 0 ? "0" : shown.toPlainString();
  }

  private Amount() {}
}
