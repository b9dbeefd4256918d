package dev.yunzhi.policy.gatekeeper;

/**
 * A piece of a Rego module.
 *
 * @param start where it begins in the module's text, in UTF-16 units
 * @param line from 1
 * @param column from 1, in code points, as OPA counts
 * @param depth how many brackets are open around it
 */
record RegoToken(Kind kind, String text, int start, int line, int column, int depth) {

  enum Kind {
    NAME,
    STRING,
    OTHER
  }

  int end() {
    return start + text.length();
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean is(String punctuation) {
    return kind == Kind.OTHER && text.equals(punctuation);
  }
}
