package dev.yunzhi.policy;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON as Go's <a href="https://pkg.go.dev/encoding/json">encoding/json</a> writes it. */
final class GoJson {
  private GoJson() {}

  static String marshal(RegoValue value) {
    if (value instanceof RegoValue.Text text) {
      return quote(text.value());
    }
    if (value instanceof RegoValue.Array array) {
      return list(array.items());
    }
    if (value instanceof RegoValue.SetOf set) {
      return list(set.items());
    }
    if (value instanceof RegoValue.Obj object) {
      Map<RegoValue, String> fields = new TreeMap<>(RegoValue.ORDER);
      object
          .fields()
          .forEach(
              (key, field) ->
                  fields.put(
                      key instanceof RegoValue.Text ? key : new RegoValue.Text(marshal(key)),
                      marshal(field)));
      return fields.entrySet().stream()
          .map(field -> marshal(field.getKey()) + ":" + field.getValue())
          .collect(Collectors.joining(",", "{", "}"));
    }
    // Null, booleans and numbers: Rego's own notation is JSON's.
    return value.toString();
  }

  private static String list(Collection<RegoValue> items) {
    return items.stream().map(GoJson::marshal).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder();
    quote(text, true, out);
    return out.toString();
  }

  /**
   * Writes a string.
   *
   * @param forHtml whether {@code <}, {@code >} and {@code &} are escaped, as Go does unasked
   */
  static void quote(String text, boolean forHtml, StringBuilder out) {
    out.append('"');
    text.codePoints().forEach(character -> character(character, forHtml, out));
    out.append('"');
  }

  private static void character(int character, boolean forHtml, StringBuilder out) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isEscaped(character, forHtml)) {
          out.append("\\u%04x".formatted(character));
        } else if (Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE) {
          // Half a pair; Go reads the replacement character.
          out.append('\ufffd');
        } else {
          out.appendCodePoint(character);
        }
      }
    }
  }

  /** The line separators U+2028 and U+2029 are escaped for JavaScript's sake. */
  private static boolean isEscaped(int character, boolean forHtml) {
    return character < ' '
        || character == 0x2028
        || character == 0x2029
        || (forHtml && "<>&".indexOf(character) >= 0);
  }
}
