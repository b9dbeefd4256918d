package dev.yunzhi.audit.report;

import java.util.function.IntPredicate;

/** How much room texts take, in the fonts that reports are usually shown in. */
final class TextWidth {
  private static final char FIRST_WIDE = '\u1100';
  private static final String WIDEST_LETTERS = "MWmw@%";

  private TextWidth() {}

  /** The room that the text's longest line takes, in digits. A Chinese character takes two. */
  static int of(String text) {
    return longest(text, c -> c == '\n');
  }

  /** The room that must not be less, or a word of Latin letters would have to be broken. */
  static int ofLongestWord(String text) {
    return longest(text, c -> c == ' ' || c >= FIRST_WIDE);
  }

  private static int longest(String text, IntPredicate ends) {
    int longest = 0;
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width = ends.test(c) ? 0 : width + tenths(c);
      longest = Math.max(longest, width);
    }
    return (longest + 9) / 10;
  }

  /** Tenths of a digit: as wide as in Noto Sans CJK, rounded up. */
  private static int tenths(char c) {
    if (c >= FIRST_WIDE) {
      return 20;
    }
    if (WIDEST_LETTERS.indexOf(c) >= 0) {
      return 17;
    }
    if (Character.isUpperCase(c)) {
      return 13;
    }
    return Character.isLetter(c) ? 11 : 10;
  }
}
