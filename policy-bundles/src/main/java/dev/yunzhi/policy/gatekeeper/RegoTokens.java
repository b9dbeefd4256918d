package dev.yunzhi.policy.gatekeeper;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a Rego module into its pieces, without white space and comments. No more of the language is
 * understood than it takes to tell a name in a rule from one in a text.
 */
final class RegoTokens {
  private final String text;
  private final List<RegoToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private int depth;

  private RegoTokens(String text) {
    this.text = text;
  }

  static List<RegoToken> of(String module) {
    RegoTokens scanner = new RegoTokens(module);
    scanner.scan(false);
    return scanner.tokens;
  }

  /**
   * @param inText whether an expression within a text is read, which a closing brace ends
   */
  private void scan(boolean inText) {
    int outside = depth;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"' || c == '`') {
        string(c);
      } else if (c == '$' && at + 1 < text.length() && "\"`".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
        template(text.charAt(at));
      } else if (isNameStart(c)) {
        name();
      } else if (inText && c == '}' && depth == outside) {
        return;
      } else {
        punctuation(c);
      }
    }
  }

  private void string(char quote) {
    int start = at;
    int startLine = line;
    int column = column();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      step(quote);
    }
    at = Math.min(at + 1, text.length());
    tokens.add(
        new RegoToken(
            RegoToken.Kind.STRING, text.substring(start, at), start, startLine, column, depth));
  }

  /** A text with expressions in braces. */
  private void template(char quote) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '{') {
        at++;
        scan(true);
        at = Math.min(at + 1, text.length());
      } else if (text.startsWith("\\{", at)) {
        at += 2;
      } else {
        step(quote);
      }
    }
    at = Math.min(at + 1, text.length());
  }

  /** Goes past one character of a text, or past an escape in one that has escapes. */
  private void step(char quote) {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
  }

  private void name() {
    int start = at;
    int column = column();
    while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    tokens.add(
        new RegoToken(RegoToken.Kind.NAME, text.substring(start, at), start, line, column, depth));
  }

  private void punctuation(char c) {
    depth -= c == ')' || c == ']' || c == '}' ? 1 : 0;
    tokens.add(new RegoToken(RegoToken.Kind.OTHER, String.valueOf(c), at, line, column(), depth));
    depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
    at++;
  }

  private int column() {
    return text.codePointCount(lineStart, at) + 1;
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
