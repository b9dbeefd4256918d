package dev.yunzhi.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.InvalidFieldException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/**
 * The JSON Canonicalization Scheme of RFC 8785, from Jackson's trees.
 *
 * <p>The scheme knows no number but IEEE 754 doubles. A number that a double would change (an
 * integer beyond 2<sup>53</sup>, a decimal of many digits) is therefore written as a string of its
 * exact decimal digits, as RFC 8785, appendix D, advises: nothing that was said is lost.
 */
public final class CanonicalJson {
  /** Deeper trees are refused, before they can exhaust the stack. */
  public static final int MAX_DEPTH = 1000;

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private final String root;

  private CanonicalJson(StringBuilder out, String root) {
    this.out = out;
    this.root = root;
  }

  /**
   * The canonical form of a tree.
   *
   * @param field what the tree is called in errors, such as {@code body}
   * @throws InvalidFieldException when the tree holds what JSON cannot: NaN, an infinity, half of a
   *     surrogate pair, a Java object, or more than {@value #MAX_DEPTH} levels
   */
  public static String of(String field, JsonNode tree) {
    StringBuilder out = new StringBuilder(1024);
    new CanonicalJson(out, field).write(tree, null);
    return out.toString();
  }

  /**
   * The canonical form of one string, quotes included.
   *
   * @throws InvalidFieldException when it holds half of a surrogate pair
   */
  public static String quote(String field, String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    new CanonicalJson(out, field).writeString(text, null);
    return out.toString();
  }

  /** Where the writer is, built only of links so that a valid tree costs no string. */
  private record Path(Path parent, Object step, int depth) {
    static Path into(Path parent, Object step) {
      return new Path(parent, step, parent == null ? 1 : parent.depth + 1);
    }
  }

  private void write(JsonNode node, Path path) {
    if (path != null && path.depth > MAX_DEPTH) {
      throw invalid(path, "nested deeper than " + MAX_DEPTH + " levels");
    }
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, path);
      case ARRAY -> writeArray(node, path);
      case STRING -> writeString(node.textValue(), path);
      case NUMBER -> writeNumber(node, path);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw invalid(
              path, "is a " + node.getNodeType() + " node; only JSON values are recorded");
    }
  }

  private void writeObject(JsonNode node, Path path) {
    // String's natural order is that of UTF-16 code units, as section 3.2.3 demands.
    List<Map.Entry<String, JsonNode>> sorted = new ArrayList<>(node.properties());
    sorted.sort(Map.Entry.comparingByKey());
    char separator = '{';
    for (Map.Entry<String, JsonNode> property : sorted) {
      out.append(separator);
      separator = ',';
      Path into = Path.into(path, property.getKey());
      writeString(property.getKey(), into);
      out.append(':');
      write(property.getValue(), into);
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private void writeArray(JsonNode node, Path path) {
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(node.get(i), Path.into(path, i));
    }
    out.append(']');
  }

  private void writeString(String text, Path path) {
    out.append('"');
    // Nearly all texts stand as they are.
    int plain = plain(text);
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        writeControl(c);
      } else if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw invalid(path, "holds half of a surrogate pair at character " + i);
        }
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** How many characters from the beginning need no escape and are no surrogates. */
  private static int plain(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        break;
      }
      i++;
    }
    return i;
  }

  private void writeControl(char c) {
    switch (c) {
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  private void writeNumber(JsonNode node, Path path) {
    if (node.isInt() || node.isShort()) {
      out.append(node.intValue());
    } else if (node.isDouble() || node.isFloat()) {
      double value = node.doubleValue();
      if (!Double.isFinite(value)) {
        throw invalid(path, "is " + value + ", which JSON cannot say");
      }
      out.append(shortest(value));
    } else {
      writeExact(node);
    }
  }

  private void writeExact(JsonNode node) {
    BigDecimal value = node.decimalValue();
    double nearest = value.doubleValue();
    if (Double.isFinite(nearest)) {
      String text = shortest(nearest);
      if (new BigDecimal(text).compareTo(value) == 0) {
        out.append(text);
        return;
      }
    }
    // A decimal's exponent is the sender's: written out, its zeros would be ours.
    Object exact = node.isIntegralNumber() ? node.bigIntegerValue() : value.stripTrailingZeros();
    out.append('"').append(exact).append('"');
  }

  private static String shortest(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new IllegalStateException("a finite double has a canonical form", e);
    }
  }

  private InvalidFieldException invalid(Path path, String problem) {
    StringBuilder name = new StringBuilder();
    for (Path at = path; at != null; at = at.parent) {
      name.insert(0, at.step instanceof Integer index ? "[" + index + "]" : "." + at.step);
    }
    return new InvalidFieldException(root + name, problem);
  }
}
