package dev.yunzhi.audit;

import java.nio.charset.StandardCharsets;

/** The bound that text must keep to be stored in PostgreSQL and found by an index. */
public final class BoundedText {
  private BoundedText() {}

  /**
   * Checks a text.
   *
   * @param least fewest bytes of UTF-8, inclusive
   * @param most most bytes of UTF-8, inclusive
   * @throws InvalidFieldException when the text is outside of them or holds a NUL
   * @throws NullPointerException when it is null
   */
  public static void require(String field, String text, int least, int most) {
    if (text == null) {
      throw new NullPointerException(field);
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < least || bytes > most) {
      throw new InvalidFieldException(
          field, "has %d bytes of UTF-8; it must have %d to %d".formatted(bytes, least, most));
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidFieldException(field, "holds a NUL character, which cannot be stored");
    }
  }
}
