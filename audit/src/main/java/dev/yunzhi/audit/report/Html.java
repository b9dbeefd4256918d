package dev.yunzhi.audit.report;

/** Texts in HTML. */
final class Html {
  private Html() {}

  /** The text as content of an element, or of an attribute in double quotes. */
  static String of(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String escape =
          switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            default -> isControl(c) ? "\ufffd" : null;
          };
      if (escape != null && safe == null) {
        safe = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (safe != null) {
        if (escape == null) {
          safe.append(c);
        } else {
          safe.append(escape);
        }
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** What HTML forbids, and what would turn the direction of the text around it. */
  private static boolean isControl(char c) {
    return (c < ' ' && c != '\n' && c != '\t' && c != '\r')
        || (c >= 0x7f && c < 0xa0)
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** Chinese first, English below or behind it, as the style sheet has it. */
  static String both(Label label) {
    return "<span lang=\"zh-CN\">%s</span> <span class=\"en\" lang=\"en\">%s</span>"
        .formatted(of(label.chinese()), of(label.english()));
  }
}
