package dev.yunzhi.policy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes a finite floating-point number as Go's {@code strconv.FormatFloat} does. */
final class GoFloat {
  /** The shortest number of digits that reads back as the same number. */
  static final int SHORTEST = -1;

  /** The leading bit of a normal number's mantissa. */
  private static final long ONE = 1L << 52;

  private GoFloat() {}

  /**
   * @param verb one of {@code b e E f g G x X}
   * @param precision digits after the point ({@code e f x}) or significant digits ({@code g}), or
   *     {@link #SHORTEST}
   */
  static String format(double number, char verb, int precision) {
    String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    double value = Math.abs(number);
    return sign
        + switch (verb) {
          case 'b' -> binary(value);
          case 'x' -> hexadecimal(value, precision);
          case 'X' -> hexadecimal(value, precision).toUpperCase(Locale.ROOT);
          case 'e' -> exponential(rounded(value, precision == SHORTEST ? -1 : precision + 1));
          case 'E' -> format(value, 'e', precision).toUpperCase(Locale.ROOT);
          case 'f' -> fixed(value, precision);
          case 'g' -> general(value, precision);
          case 'G' -> general(value, precision).toUpperCase(Locale.ROOT);
          default -> throw new IllegalArgumentException("no verb for numbers: " + verb);
        };
  }

  /** Significant digits without their trailing zeros' meaning: {@code 0.d1d2… × 10^point}. */
  private record Digits(String digits, int point) {}

  private static Digits rounded(double value, int count) {
    BigDecimal exact = new BigDecimal(value);
    if (value == 0) {
      return new Digits("0".repeat(Math.max(count, 1)), 1);
    }
    BigDecimal number = exact;
    if (count < 0) {
      for (int digits = 1; digits <= 17; digits++) {
        number = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (number.doubleValue() == value) {
          break;
        }
      }
      number = number.stripTrailingZeros();
    } else {
      number = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
    }
    String digits = number.unscaledValue().toString();
    int point = digits.length() - number.scale();
    return new Digits(digits + "0".repeat(Math.max(0, count - digits.length())), point);
  }

  private static String exponential(Digits number) {
    boolean zero = number.digits().chars().allMatch(c -> c == '0');
    int exponent = zero ? 0 : number.point() - 1;
    String fraction = number.digits().substring(1);
    return number.digits().charAt(0)
        + (fraction.isEmpty() ? "" : "." + fraction)
        + "e"
        + signed(exponent);
  }

  private static String fixed(double value, int precision) {
    if (precision == SHORTEST) {
      Digits shortest = rounded(value, -1);
      int scale = Math.max(0, shortest.digits().length() - shortest.point());
      return new BigDecimal(
              new BigInteger(shortest.digits()), shortest.digits().length() - shortest.point())
          .setScale(scale, RoundingMode.UNNECESSARY)
          .toPlainString();
    }
    return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String general(double value, int precision) {
    boolean shortest = precision == SHORTEST;
    int wanted = precision == 0 ? 1 : precision;
    Digits number = rounded(value, shortest ? -1 : wanted);
    String digits = number.digits().replaceFirst("0+$", "");
    digits = digits.isEmpty() ? "0" : digits;
    int threshold = wanted;
    if (threshold > digits.length() && digits.length() >= number.point()) {
      threshold = digits.length();
    }
    threshold = shortest ? 6 : threshold;
    int exponent = value == 0 ? 0 : number.point() - 1;
    Digits trimmed = new Digits(digits, number.point());
    if (exponent < -4 || exponent >= threshold) {
      return exponential(trimmed);
    }
    int scale = Math.max(0, digits.length() - trimmed.point());
    return new BigDecimal(new BigInteger(digits), digits.length() - trimmed.point())
        .setScale(scale, RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  private static String hexadecimal(double value, int precision) {
    if (value == 0) {
      return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
    }
    int exponent = Math.getExponent(Math.max(value, Double.MIN_NORMAL));
    long mantissa = Double.doubleToRawLongBits(value) & (ONE - 1);
    mantissa |= value >= Double.MIN_NORMAL ? ONE : 0;
    for (; mantissa < ONE; exponent--) {
      mantissa <<= 1;
    }
    int kept = precision == SHORTEST ? 13 : Math.min(precision, 13);
    BigDecimal rounded =
        new BigDecimal(mantissa)
            .divide(new BigDecimal(1L << (52 - 4 * kept)), 0, RoundingMode.HALF_EVEN);
    long digits = rounded.longValueExact();
    if (digits >> (4 * kept) == 2) {
      digits >>= 1;
      exponent++;
    }
    String fraction = Long.toHexString(digits).substring(1);
    fraction =
        precision == SHORTEST
            ? fraction.replaceFirst("0+$", "")
            : fraction + "0".repeat(precision - kept);
    return "0x1" + (fraction.isEmpty() ? "" : "." + fraction) + "p" + signed(exponent);
  }

  private static String binary(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = bits & (ONE - 1);
    int exponent = (int) (bits >> 52);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= ONE;
    }
    int shift = exponent - 1075;
    return mantissa + "p" + (shift < 0 ? "" : "+") + shift;
  }

  private static String signed(int exponent) {
    return String.format("%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
