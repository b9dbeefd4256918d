package dev.yunzhi.audit.report;

import java.util.regex.Pattern;

/** Texts as a workbook has them (ISO/IEC 29500-1, 22.9.2.19 ST_Xstring). */
final class XlsxText {
  /** Excel opens no file with more in a cell. */
  private static final int MAX_LENGTH = 32_767;

  /** What would be read as an escape. */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private XlsxText() {}

  /**
   * The text so that a reader of the workbook gets it back: what XML cannot say, and spaces that it
   * would drop, are escaped. Of a text that no cell can hold the end is left out.
   */
  static String of(String text) {
    String held = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    String safe = held.indexOf("_x") < 0 ? held : ESCAPE.matcher(held).replaceAll("_x005F_");
    for (int i = 0; i < safe.length(); i++) {
      if (!isXml(safe.charAt(i))) {
        return escaped(safe);
      }
    }
    return safe;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isXml(c)) {
                escaped.append((char) c);
              } else {
                escaped.append("_x%04X_".formatted(c));
              }
            });
    return escaped.toString();
  }

  /** Of halves of surrogate pairs PostgreSQL stores none. */
  private static boolean isXml(int c) {
    return c >= ' ' ? c < 0xfffe : c == '\t' || c == '\n' || c == '\r';
  }

  /** Whether spaces at an end could be lost where they are not marked to be kept. */
  static boolean hasOuterSpace(String text) {
    return !text.isEmpty() && (text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ');
  }
}
