package dev.yunzhi.audit.asset;

/** The order of texts by their code points, which is that of the database's collation {@code C}. */
final class CodePoints {
  private CodePoints() {}

  static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Half of a pair stands for what lies beyond all that has no pair.
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? a - b
            : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
