package dev.yunzhi.policy;

/** Quotes text as Go's {@code strconv.Quote} and {@code strconv.QuoteToASCII} do. */
final class GoQuote {
  private GoQuote() {}

  static String quote(String text, boolean ascii) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c, '"', ascii));
    return out.append('"').toString();
  }

  /** A quoted character, as {@code strconv.QuoteRune} writes it. */
  static String quoteRune(int codePoint, boolean ascii) {
    StringBuilder out = new StringBuilder().append('\'');
    append(out, Character.isValidCodePoint(codePoint) ? codePoint : 0xFFFD, '\'', ascii);
    return out.append('\'').toString();
  }

  private static void append(StringBuilder out, int c, char quote, boolean ascii) {
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (c < 0x80 ? (c >= ' ' && c != 0x7F) : (!ascii && isPrint(c))) {
      out.appendCodePoint(c);
    } else {
      escape(out, c);
    }
  }

  private static void escape(StringBuilder out, int c) {
    int letter = "\u0007\b\f\n\r\t\u000B".indexOf(c);
    if (letter >= 0) {
      out.append('\\').append("abfnrtv".charAt(letter));
    } else if (c < 0x80) {
      out.append(String.format("\\x%02x", c));
    } else if (c < 0x10000) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.append(String.format("\\U%08x", c));
    }
  }

  /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols. */
  static boolean isPrint(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
