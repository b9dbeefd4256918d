package dev.yunzhi.audit.note;

/** Names of keys: not empty, without any Unicode space, control character or plus sign. */
final class KeyName {
  private KeyName() {}

  static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c));
  }

  static String require(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a key: no spaces, no plus sign, not empty".formatted(name));
    }
    return name;
  }
}
