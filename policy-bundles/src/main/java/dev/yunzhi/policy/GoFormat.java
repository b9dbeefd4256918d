package dev.yunzhi.policy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Formats one argument of {@code sprintf} under one directive's flags, as Go's {@code fmt} package
 * documents it. OPA hands {@code fmt} nothing but strings, integers and floating-point numbers.
 */
final class GoFormat {
  boolean plus;
  boolean minus;
  boolean sharp;
  boolean space;
  boolean zero;

  /** {@code #} and {@code +} mean something else with {@code %v}. */
  boolean sharpV;

  boolean plusV;

  /** The least width in characters; -1 if the directive has none. */
  int width = -1;

  /** -1 if the directive has none. */
  int precision = -1;

  /** The text for an argument: a {@link String}, {@link BigInteger} or {@link Double}. */
  String format(Object argument, int verb) {
    if (verb == 'T') {
      return text(typeName(argument));
    }
    String formatted = null;
    if (argument instanceof String text) {
      formatted = string(text, verb);
    } else if (argument instanceof BigInteger number) {
      formatted = isLong(number) ? integer(number, verb) : bigInteger(number, verb);
    } else if (argument instanceof Double number) {
      formatted = floatingPoint(number, verb);
    }
    return formatted != null ? formatted : badVerb(argument, verb);
  }

  /** The name of the Go type that OPA hands over for the argument. */
  static String typeName(Object argument) {
    if (argument instanceof String) {
      return "string";
    }
    if (argument instanceof BigInteger number) {
      return isLong(number) ? "int64" : "*big.Int";
    }
    return "float64";
  }

  private String badVerb(Object argument, int verb) {
    if (argument instanceof BigInteger number && !isLong(number)) {
      return "%!" + Character.toString(verb) + "(big.Int=" + number + ")";
    }
    return "%!"
        + Character.toString(verb)
        + "("
        + typeName(argument)
        + "="
        + format(argument, 'v')
        + ")";
  }

  private String string(String value, int verb) {
    return switch (verb) {
      case 's' -> text(value);
      case 'v' -> sharpV ? quoted(value, false) : text(value);
      case 'q' -> quoted(value, sharp);
      case 'x' -> hexadecimal(value);
      case 'X' -> hexadecimal(value).toUpperCase(Locale.ROOT);
      default -> null;
    };
  }

  private String text(String value) {
    return pad(truncated(value), zero);
  }

  private String truncated(String value) {
    return precision < 0 || value.codePointCount(0, value.length()) <= precision
        ? value
        : value.substring(0, value.offsetByCodePoints(0, precision));
  }

  private String quoted(String value, boolean backquote) {
    String shown = truncated(value);
    boolean raw =
        backquote
            && shown.codePoints().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F))
            && shown.indexOf('`') < 0
            && shown.indexOf('\uFEFF') < 0;
    return pad(raw ? "`" + shown + "`" : GoQuote.quote(shown, plus), zero);
  }

  private String hexadecimal(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    int length = precision < 0 ? bytes.length : Math.min(precision, bytes.length);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(space && i > 0 ? " " : "").append(sharp && (space || i == 0) ? "0x" : "");
      out.append(String.format("%02x", bytes[i]));
    }
    return pad(out.toString(), zero);
  }

  private String integer(BigInteger value, int verb) {
    return switch (verb) {
      case 'v', 'd' -> inBase(value, 10, "");
      case 'b' -> inBase(value, 2, sharp ? "0b" : "");
      case 'o' -> inBase(value, 8, sharp ? "0" : "");
      case 'O' -> inBase(value, 8, sharp ? "0o0" : "0o");
      case 'x' -> inBase(value, 16, sharp ? "0x" : "");
      case 'X' -> inBase(value, 16, sharp ? "0x" : "").toUpperCase(Locale.ROOT);
      case 'c' -> pad(Character.toString(rune(value)), zero);
      case 'q' -> pad(GoQuote.quoteRune(rune(value), plus), zero);
      case 'U' -> unicode(value);
      default -> null;
    };
  }

  private String inBase(BigInteger value, int base, String prefix) {
    if (precision == 0 && value.signum() == 0) {
      return pad("", false);
    }
    String sign = value.signum() < 0 ? "-" : plus ? "+" : space ? " " : "";
    int least = precision;
    if (precision < 0 && zero && !minus && width >= 0) {
      least = width - sign.length();
    }
    String digits = value.abs().toString(base);
    digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
    // Go adds an octal prefix only where no zero leads already.
    boolean leads = base == 8 && sharp && digits.startsWith("0");
    String shown = leads ? prefix.substring(0, prefix.length() - 1) : prefix;
    return pad(sign + shown + digits, false);
  }

  private String unicode(BigInteger value) {
    BigInteger unsigned = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
    String digits = unsigned.toString(16).toUpperCase(Locale.ROOT);
    String shown =
        "U+" + "0".repeat(Math.max(0, Math.max(precision, 4) - digits.length())) + digits;
    boolean isRune = unsigned.bitLength() <= 21 && Character.isValidCodePoint(unsigned.intValue());
    if (sharp && isRune && GoQuote.isPrint(unsigned.intValue())) {
      shown += " '" + Character.toString(unsigned.intValue()) + "'";
    }
    return pad(shown, false);
  }

  private static int rune(BigInteger value) {
    boolean valid =
        value.signum() >= 0
            && value.bitLength() <= 21
            && Character.isValidCodePoint(value.intValue())
            && !(value.intValue() >= 0xD800 && value.intValue() <= 0xDFFF);
    return valid ? value.intValue() : 0xFFFD;
  }

  /** Beyond 64 bits Go's {@code big.Int} formats itself, by rules of its own. */
  private String bigInteger(BigInteger value, int verb) {
    int base =
        switch (verb) {
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'd', 's', 'v' -> 10;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    if (base == 0) {
      return null;
    }
    String sign = value.signum() < 0 ? "-" : plus || plusV ? "+" : space ? " " : "";
    String prefix = verb == 'O' ? "0o" : "";
    if (sharp || sharpV) {
      prefix = verb == 'b' ? "0b" : verb == 'o' ? "0" : base == 16 ? "0" + (char) verb : prefix;
    }
    String digits = value.abs().toString(base);
    digits = verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    int zeros = Math.max(0, precision - digits.length());
    int room = width - sign.length() - prefix.length() - zeros - digits.length();
    if (room > 0 && zero && !minus && precision < 0) {
      zeros = room;
    }
    return pad(sign + prefix + "0".repeat(zeros) + digits, false);
  }

  private String floatingPoint(double value, int verb) {
    int digits = precision;
    String number;
    switch (verb) {
      case 'v', 'g' -> number = GoFloat.format(value, 'g', digits);
      case 'G', 'b', 'x', 'X' -> number = GoFloat.format(value, (char) verb, digits);
      case 'e', 'E' -> number = GoFloat.format(value, (char) verb, digits < 0 ? 6 : digits);
      case 'f', 'F' -> number = GoFloat.format(value, 'f', digits < 0 ? 6 : digits);
      default -> {
        return null;
      }
    }
    boolean negative = number.startsWith("-");
    String unsigned = negative ? number.substring(1) : number;
    if (sharp && verb != 'b') {
      unsigned = withPoint(unsigned, verb);
    }
    String sign = negative ? "-" : plus ? "+" : space ? " " : "";
    boolean zeros = zero && !minus && width > sign.length() + unsigned.length();
    return zeros
        ? sign + "0".repeat(width - sign.length() - unsigned.length()) + unsigned
        : pad(sign + unsigned, zero);
  }

  /** {@code #}: always a decimal point, and {@code %g} keeps its trailing zeros. */
  private String withPoint(String number, int verb) {
    boolean hexadecimal = verb == 'x' || verb == 'X';
    int end = number.length();
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'p' || c == 'P' || (!hexadecimal && (c == 'e' || c == 'E'))) {
        end = i;
        break;
      }
    }
    String mantissa = number.substring(0, end);
    int missing = verb == 'v' || verb == 'g' || verb == 'G' || verb == 'x' ? precision : 0;
    missing = missing < 0 ? 6 : missing;
    boolean significant = false;
    for (int i = 0; i < mantissa.length(); i++) {
      char c = mantissa.charAt(i);
      significant |= c != '0' && c != '.';
      missing -= significant && c != '.' ? 1 : 0;
    }
    if (mantissa.indexOf('.') < 0) {
      missing -= mantissa.equals("0") ? 1 : 0;
      mantissa += ".";
    }
    return mantissa + "0".repeat(Math.max(0, missing)) + number.substring(end);
  }

  private String pad(String text, boolean zeros) {
    int room = width - text.codePointCount(0, text.length());
    if (room <= 0) {
      return text;
    }
    return minus ? text + " ".repeat(room) : (zeros ? "0" : " ").repeat(room) + text;
  }

  private static boolean isLong(BigInteger number) {
    return number.bitLength() <= 63;
  }
}
