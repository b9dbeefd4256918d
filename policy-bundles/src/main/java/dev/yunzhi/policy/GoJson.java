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
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // As HTML needs it, which Go does unasked.
          if (c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
