package dev.yunzhi.audit.report;

/** How much room texts take. */
final class TextWidth {
  private static final char FIRST_WIDE = '\u1100';

  private TextWidth() {}

  /** The room that the text's longest line takes, in digits. A Chinese character takes two. */
  static int of(String text) {
    int longest = 0;
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width = c == '\n' ? 0 : width + (c >= FIRST_WIDE ? 2 : 1);
      longest = Math.max(longest, width);
    }
    return longest;
  }

  /** The room that must not be less, or a word of Latin letters would have to be broken. */
  static int ofLongestWord(String text) {
    int longest = 0;
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width = c == ' ' || c >= FIRST_WIDE ? 0 : width + 1;
      longest = Math.max(longest, width);
    }
    return longest;
  }
}
