package dev.yunzhi.policy.gatekeeper;

import java.util.regex.Pattern;

/** A name, with a star at its beginning, at its end or at both where it stands for many. */
record Wildcard(String text) {
  private static final Pattern FORM = Pattern.compile("\\*?[-:a-z0-9]*\\*?");

  /**
   * @throws RefusedException if it has anything but lower case letters, digits, dashes and colons
   *     between the stars
   */
  static Wildcard parse(String field, String text) throws RefusedException {
    if (!FORM.matcher(text).matches()) {
      throw new RefusedException(
          field, "\"" + text + "\" is neither a name nor a name with a * at its beginning or end");
    }
    return new Wildcard(text);
  }

  boolean matches(String name) {
    if (opens() && closes()) {
      return name.contains(core());
    }
    if (opens()) {
      return name.endsWith(core());
    }
    return closes() ? name.startsWith(core()) : name.equals(text);
  }

  /** Whether whatever the API server appends, the name matches. */
  boolean matchesGenerateName(String prefix) {
    if (opens() && closes()) {
      return prefix.contains(core());
    }
    return !opens() && closes() && prefix.startsWith(core());
  }

  private boolean opens() {
    return text.startsWith("*");
  }

  private boolean closes() {
    return text.endsWith("*");
  }

  private String core() {
    String rest = opens() ? text.substring(1) : text;
    return rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
  }
}
