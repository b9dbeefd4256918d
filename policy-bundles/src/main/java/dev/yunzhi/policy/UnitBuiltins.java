package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.yunzhi.policy.Builtins.Builtin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with units, such as {@code 100m} and {@code 1.5Gi}. */
final class UnitBuiltins {
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final String PREFIXES = "kmgtpe";
  private static final int DECIMALS = 10;

  /** The precision of Go's big.Float. */
  private static final int BITS = 64;

  /** 0.001 as a double is not a thousandth; OPA multiplies by this. */
  private static final BigDecimal MILLI =
      new BigDecimal("0.001000000000000000020816681711721685132943093776702880859375");

  /** A longer exponent is refused, as by OPA. */
  private static final Pattern AMOUNT =
      Pattern.compile("([-+0-9.]*(?:[eE][-+]?[0-9]{1,6}(?![0-9])[-+0-9.]*)*)(.*)", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  static final Map<String, Builtin> ALL =
      Map.of("units.parse", UnitBuiltins::parse, "units.parse_bytes", UnitBuiltins::parseBytes);

  private UnitBuiltins() {}

  private record Amount(BigDecimal number, String unit) {
    /** Null if it is none. */
    static Amount of(String text) {
      Matcher matcher = AMOUNT.matcher(text);
      if (text.indexOf(' ') >= 0
          || !matcher.matches()
          || !NUMBER.matcher(matcher.group(1)).matches()) {
        return null;
      }
      return new Amount(new BigDecimal(matcher.group(1)), matcher.group(2));
    }
  }

  private static JsonNode parse(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    Amount amount = text == null ? null : Amount.of(text.replace("\"", ""));
    if (amount == null) {
      return null;
    }
    String unit = amount.unit();
    if (unit.length() > 1) {
      unit = unit.charAt(0) + unit.substring(1).toLowerCase(Locale.ROOT);
    }
    BigDecimal factor;
    if (unit.equals("m")) {
      factor = MILLI;
    } else {
      BigInteger whole = factor(unit.toLowerCase(Locale.ROOT), false);
      factor = whole == null ? null : new BigDecimal(whole);
    }
    if (factor == null) {
      return null;
    }
    BigDecimal value = amount.number().multiply(factor);
    if (value.stripTrailingZeros().scale() <= 0) {
      return BigIntegerNode.valueOf(value.toBigIntegerExact());
    }
    // Digits as OPA writes them, which a number node would not keep.
    return new POJONode(
        new RawValue(value.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString()));
  }

  private static JsonNode parseBytes(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    Amount amount =
        text == null ? null : Amount.of(text.toLowerCase(Locale.ROOT).replace("\"", ""));
    BigInteger factor = amount == null ? null : factor(amount.unit(), true);
    if (factor == null) {
      return null;
    }
    BigDecimal product = rounded(amount.number()).multiply(new BigDecimal(factor));
    return BigIntegerNode.valueOf(rounded(product).toBigInteger());
  }

  /** What a unit in lower case stands for; null if it is none. */
  private static BigInteger factor(String unit, boolean bytes) {
    if (unit.isEmpty()) {
      return BigInteger.ONE;
    }
    int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
    if (power == 0) {
      return null;
    }
    String rest = unit.substring(1);
    if (bytes && rest.endsWith("b")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return switch (rest) {
      case "" -> THOUSAND.pow(power);
      case "i" -> KIBI.pow(power);
      default -> null;
    };
  }

  /** The nearest number with a mantissa of 64 bits. */
  private static BigDecimal rounded(BigDecimal number) {
    if (number.signum() == 0) {
      return number;
    }
    BigInteger numerator = number.unscaledValue().abs();
    BigInteger denominator = BigInteger.ONE;
    if (number.scale() > 0) {
      denominator = BigInteger.TEN.pow(number.scale());
    } else {
      numerator = numerator.multiply(BigInteger.TEN.pow(-number.scale()));
    }
    int exponent = numerator.bitLength() - denominator.bitLength() - BITS;
    BigInteger mantissa = quotient(numerator, denominator, exponent);
    if (mantissa.bitLength() > BITS) {
      exponent += mantissa.bitLength() - BITS;
      mantissa = quotient(numerator, denominator, exponent);
    } else if (mantissa.bitLength() < BITS) {
      exponent -= BITS - mantissa.bitLength();
      mantissa = quotient(numerator, denominator, exponent);
    }
    BigDecimal two = new BigDecimal(2);
    BigDecimal value =
        exponent >= 0
            ? new BigDecimal(mantissa.shiftLeft(exponent))
            : new BigDecimal(mantissa).divide(two.pow(-exponent));
    return number.signum() < 0 ? value.negate() : value;
  }

  /** Rounds numerator / denominator / 2^exponent half to even. */
  private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int exponent) {
    BigInteger dividend = exponent < 0 ? numerator.shiftLeft(-exponent) : numerator;
    BigInteger divisor = exponent > 0 ? denominator.shiftLeft(exponent) : denominator;
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }
}
