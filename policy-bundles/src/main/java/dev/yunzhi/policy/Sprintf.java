package dev.yunzhi.policy;

import java.math.BigInteger;
import java.util.List;

/**
 * OPA's {@code sprintf}: Go's <a href="https://pkg.go.dev/fmt">fmt.Sprintf</a> over the arguments
 * as OPA hands them over. A directive that does not fit its argument is written into the text
 * ({@code %!d(string=x)}, {@code %!v(MISSING)}, {@code %!(EXTRA int64=1)}) and is no error.
 */
final class Sprintf {
  private static final int TOO_LARGE = 1_000_000;

  private final String format;
  private final List<Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  private Sprintf(String format, List<Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String sprintf(String format, List<RegoValue> arguments) {
    return new Sprintf(format, arguments.stream().map(Sprintf::goValue).toList()).run();
  }

  /** A string, an integer or a floating-point number as such; anything else as Rego writes it. */
  private static Object goValue(RegoValue value) {
    if (value instanceof RegoValue.Text text) {
      return text.value();
    }
    if (value instanceof RegoValue.Num number) {
      String text = number.text();
      if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
        double parsed = Double.parseDouble(text);
        return Double.isInfinite(parsed) ? (Object) text : (Object) parsed;
      }
      return new BigInteger(text);
    }
    return value.toString();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      out.append(format, at, end);
      at = end;
      if (percent >= 0) {
        at++;
        directive();
      }
    }
    if (!reordered && next < arguments.size()) {
      extra();
    }
    return out.toString();
  }

  private void directive() {
    GoFormat how = new GoFormat();
    goodIndex = true;
    afterIndex = false;
    flags(how);
    index();
    width(how);
    precision(how);
    if (!afterIndex) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      if (verb == 'v' || verb == 'w') {
        how.sharpV = how.sharp;
        how.sharp = false;
        how.plusV = how.plus;
        how.plus = false;
      }
      out.append(how.format(arguments.get(next++), verb));
    }
  }

  private void flags(GoFormat how) {
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '#' -> how.sharp = true;
        case '0' -> how.zero = true;
        case '+' -> how.plus = true;
        case '-' -> how.minus = true;
        case ' ' -> how.space = true;
        default -> {
          return;
        }
      }
    }
  }

  /** An explicit argument index, {@code [3]}. */
  private void index() {
    afterIndex = false;
    if (!startsWith('[')) {
      return;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (format.length() - at < 3 || close < 0) {
      goodIndex = false;
      at++;
      return;
    }
    int start = at + 1;
    at = start;
    int number = number();
    afterIndex = number >= 0 && at == close;
    if (afterIndex && number >= 1 && number <= arguments.size()) {
      next = number - 1;
    } else {
      goodIndex = false;
    }
    at = close + 1;
  }

  private void width(GoFormat how) {
    if (startsWith('*')) {
      at++;
      Integer width = star();
      if (width == null) {
        out.append("%!(BADWIDTH)");
      } else {
        how.width = Math.abs(width);
        how.minus |= width < 0;
        how.zero &= width >= 0;
      }
      afterIndex = false;
      return;
    }
    how.width = number();
    if (afterIndex && how.width >= 0) {
      goodIndex = false;
    }
  }

  private void precision(GoFormat how) {
    if (!startsWith('.') || at + 1 >= format.length()) {
      return;
    }
    at++;
    if (afterIndex) {
      goodIndex = false;
    }
    index();
    if (!startsWith('*')) {
      how.precision = Math.max(0, number());
      return;
    }
    at++;
    Integer precision = star();
    how.precision = precision == null ? -1 : Math.max(-1, precision);
    if (how.precision < 0) {
      out.append("%!(BADPREC)");
    }
    afterIndex = false;
  }

  /** The next argument as a width or precision; null if it is no integer in range. */
  private Integer star() {
    if (next >= arguments.size()) {
      return null;
    }
    boolean fits =
        arguments.get(next++) instanceof BigInteger number
            && number.bitLength() <= 31
            && Math.abs(number.longValue()) <= TOO_LARGE;
    return fits ? ((BigInteger) arguments.get(next - 1)).intValue() : null;
  }

  /** The digits at this place as a number; -1 if there are none or it is too large. */
  private int number() {
    int number = -1;
    for (; at < format.length() && isDigit(format.charAt(at)); at++) {
      if (number > TOO_LARGE) {
        at = format.length();
        return -1;
      }
      number = Math.max(number, 0) * 10 + (format.charAt(at) - '0');
    }
    return number;
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = next; i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      out.append(i > next ? ", " : "").append(GoFormat.typeName(argument)).append('=');
      out.append(new GoFormat().format(argument, 'v'));
    }
    out.append(')');
  }

  private boolean startsWith(char c) {
    return at < format.length() && format.charAt(at) == c;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
