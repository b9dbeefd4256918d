package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form in which OPA hashes the JSON files of a bundle, {@code data.json} and {@code .manifest}:
 * without white space, keys in the order of their UTF-8, numbers as they are written, strings as
 * Go's encoder writes them. The format is given by OPA's {@code bundle/hash.go}. Pure.
 */
final class StructuredDocument {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Comparator<String> BY_UTF_8 =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  /** Whether OPA hashes a file of this path in this form, and not byte by byte. */
  static boolean is(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("data.json") || name.equals(".manifest");
  }

  /**
   * The canonical form.
   *
   * @throws IOException if it is not one JSON document, or has a key twice, of which others could
   *     read another than we do
   */
  static byte[] canonical(byte[] json) throws IOException {
    var out = new StringBuilder(json.length);
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      write(parser, out);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the JSON document");
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonParser parser, StringBuilder out) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("it is empty or ends too early");
    }
    switch (token) {
      case START_OBJECT -> object(parser, out);
      case START_ARRAY -> array(parser, out);
      case VALUE_STRING -> GoJson.quote(parser.getText(), false, out);
      // Among them numbers: the parser gives their text as it stands there.
      default -> out.append(parser.getText());
    }
  }

  private static void object(JsonParser parser, StringBuilder out) throws IOException {
    Map<String, StringBuilder> fields = new TreeMap<>(BY_UTF_8);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      var value = new StringBuilder();
      write(parser, value);
      fields.put(name, value);
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<String, StringBuilder> field : fields.entrySet()) {
      out.append(separator);
      GoJson.quote(field.getKey(), false, out);
      out.append(':').append(field.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void array(JsonParser parser, StringBuilder out) throws IOException {
    List<StringBuilder> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var element = new StringBuilder();
      write(parser, element);
      elements.add(element);
    }
    out.append('[').append(String.join(",", elements)).append(']');
  }

  private StructuredDocument() {}
}
