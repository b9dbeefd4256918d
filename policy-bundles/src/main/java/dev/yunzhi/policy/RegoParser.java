package dev.yunzhi.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what {@code opa_value_dump} of OPA's Wasm ABI writes: JSON, with {@code {1,2}} and {@code
 * set()} for sets and with keys of any type.
 */
final class RegoParser {
  private final String text;
  private int at;

  private RegoParser(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the text is no Rego value
   */
  static RegoValue parse(String text) {
    RegoParser parser = new RegoParser(text);
    RegoValue value = parser.value();
    if (parser.peek() != 0) {
      throw parser.unexpected("the end");
    }
    return value;
  }

  private RegoValue value() {
    char c = peek();
    if (c == '{') {
      return objectOrSet();
    }
    if (c == '[') {
      at++;
      return new RegoValue.Array(items(']', new ArrayList<>()));
    }
    if (c == '"') {
      return new RegoValue.Text(string());
    }
    if (c == '-' || Character.isDigit(c)) {
      return number();
    }
    if (take("true") || take("false")) {
      return new RegoValue.Bool(c == 't');
    }
    if (take("null")) {
      return new RegoValue.Null();
    }
    if (take("set()")) {
      return new RegoValue.SetOf(new TreeSet<>(RegoValue.ORDER));
    }
    throw unexpected("a value");
  }

  private List<RegoValue> items(char end, List<RegoValue> items) {
    while (peek() != end) {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value());
    }
    at++;
    return items;
  }

  private RegoValue objectOrSet() {
    expect('{');
    TreeMap<RegoValue, RegoValue> fields = new TreeMap<>(RegoValue.ORDER);
    if (peek() == '}') {
      at++;
      return new RegoValue.Obj(fields);
    }
    RegoValue key = value();
    if (peek() != ':') {
      TreeSet<RegoValue> set = new TreeSet<>(RegoValue.ORDER);
      set.addAll(items('}', new ArrayList<>(List.of(key))));
      return new RegoValue.SetOf(set);
    }
    while (true) {
      expect(':');
      fields.put(key, value());
      if (peek() == '}') {
        at++;
        return new RegoValue.Obj(fields);
      }
      expect(',');
      key = value();
    }
  }

  private RegoValue number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return new RegoValue.Num(text.substring(start, at));
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw unexpected("a closing quote");
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw unexpected("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw unexpected("an escape");
    };
  }

  /** The next character that is no white space; 0 at the end. */
  private char peek() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException unexpected(String wanted) {
    return new IllegalArgumentException("at character " + at + " there should be " + wanted);
  }
}
