package dev.yunzhi.audit.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.InvalidFieldException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
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

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  /** String's natural order is that of UTF-16 code units, as section 3.2.3 demands. */
  private static final Comparator<Map.Entry<String, JsonNode>> BY_NAME =
      (one, other) -> one.getKey().compareTo(other.getKey());

  private final String root;

  /** Names and numbers that lead to where the writer is: for the error alone. */
  private Object[] steps = new Object[16];

  // UTF-8 is written at once, without a text in between: there is one for each event.
  private byte[] out;
  private int length;

  private CanonicalJson(String root, int expected) {
    this.root = root;
    this.out = new byte[expected];
  }

  /**
   * The canonical form of a tree, in UTF-8.
   *
   * @param field what the tree is called in errors, such as {@code body}
   * @throws InvalidFieldException when the tree holds what JSON cannot: NaN, an infinity, half of a
   *     surrogate pair, a Java object, or more than {@value #MAX_DEPTH} levels
   */
  public static byte[] bytes(String field, JsonNode tree) {
    CanonicalJson json = new CanonicalJson(field, 2048);
    json.write(tree, 0);
    return Arrays.copyOf(json.out, json.length);
  }

  /** The same as a text. */
  public static String of(String field, JsonNode tree) {
    return new String(bytes(field, tree), UTF_8);
  }

  /**
   * The canonical form of one string, quotes included.
   *
   * @throws InvalidFieldException when it holds half of a surrogate pair
   */
  public static String quote(String field, String text) {
    CanonicalJson json = new CanonicalJson(field, text.length() + 2);
    json.writeString(text, 0);
    return new String(json.out, 0, json.length, UTF_8);
  }

  private void write(JsonNode node, int depth) {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, depth);
      case ARRAY -> writeArray(node, depth);
      case STRING -> writeString(node.textValue(), depth);
      case NUMBER -> writeNumber(node, depth);
      case BOOLEAN -> writeAscii(node.booleanValue() ? "true" : "false");
      case NULL -> writeAscii("null");
      case BINARY, MISSING, POJO ->
          throw invalid(
              depth, "is a " + node.getNodeType() + " node; only JSON values are recorded");
    }
  }

  /** One level down, by a name or a number. */
  private int into(int depth, Object step) {
    if (depth == steps.length) {
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    steps[depth] = step;
    if (depth == MAX_DEPTH) {
      throw invalid(depth + 1, "nested deeper than " + MAX_DEPTH + " levels");
    }
    return depth + 1;
  }

  private void writeObject(JsonNode node, int depth) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map.Entry<String, JsonNode>[] sorted = node.properties().toArray(new Map.Entry[0]);
    Arrays.sort(sorted, BY_NAME);
    char separator = '{';
    for (Map.Entry<String, JsonNode> property : sorted) {
      writeByte(separator);
      separator = ',';
      int below = into(depth, property.getKey());
      writeString(property.getKey(), below);
      writeByte(':');
      write(property.getValue(), below);
    }
    writeAscii(sorted.length == 0 ? "{}" : "}");
  }

  private void writeArray(JsonNode node, int depth) {
    writeByte('[');
    for (int i = 0; i < node.size(); i++) {
      if (i > 0) {
        writeByte(',');
      }
      write(node.get(i), into(depth, i));
    }
    writeByte(']');
  }

  private void writeString(String text, int depth) {
    int characters = text.length();
    require(characters + 2);
    out[length++] = '"';
    // Nearly all texts stand as they are.
    int i = 0;
    while (i < characters && isPlain(text.charAt(i))) {
      out[length++] = (byte) text.charAt(i++);
    }
    for (; i < characters; i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        writeByte(c);
      } else if (c < 0x80) {
        writeEscape(c);
      } else if (!Character.isSurrogate(c)) {
        writeCodePoint(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < characters
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        writeCodePoint(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        throw invalid(depth, "holds half of a surrogate pair at character " + i);
      }
    }
    writeByte('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
  }

  private void writeEscape(char c) {
    writeByte('\\');
    switch (c) {
      case '"', '\\' -> writeByte(c);
      case '\b' -> writeByte('b');
      case '\t' -> writeByte('t');
      case '\n' -> writeByte('n');
      case '\f' -> writeByte('f');
      case '\r' -> writeByte('r');
      default -> {
        writeAscii("u00");
        writeByte(HEX[c >> 4]);
        writeByte(HEX[c & 15]);
      }
    }
  }

  /** One beyond ASCII. */
  private void writeCodePoint(int c) {
    if (c < 0x800) {
      writeByte(0xc0 | (c >> 6));
    } else {
      if (c < 0x10000) {
        writeByte(0xe0 | (c >> 12));
      } else {
        writeByte(0xf0 | (c >> 18));
        writeByte(0x80 | ((c >> 12) & 0x3f));
      }
      writeByte(0x80 | ((c >> 6) & 0x3f));
    }
    writeByte(0x80 | (c & 0x3f));
  }

  private void writeNumber(JsonNode node, int depth) {
    if (node.isInt() || node.isShort()) {
      writeAscii(Integer.toString(node.intValue()));
    } else if (node.isDouble() || node.isFloat()) {
      double value = node.doubleValue();
      if (!Double.isFinite(value)) {
        throw invalid(depth, "is " + value + ", which JSON cannot say");
      }
      writeAscii(shortest(value));
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
        writeAscii(text);
        return;
      }
    }
    // A decimal's exponent is the sender's: written out, its zeros would be ours.
    Object exact = node.isIntegralNumber() ? node.bigIntegerValue() : value.stripTrailingZeros();
    writeAscii("\"" + exact + "\"");
  }

  private static String shortest(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new IllegalStateException("a finite double has a canonical form", e);
    }
  }

  private void writeAscii(String text) {
    require(text.length());
    for (int i = 0; i < text.length(); i++) {
      out[length++] = (byte) text.charAt(i);
    }
  }

  private void writeByte(int value) {
    require(1);
    out[length++] = (byte) value;
  }

  private void require(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
    }
  }

  private InvalidFieldException invalid(int depth, String problem) {
    StringBuilder name = new StringBuilder(root);
    for (Object step : Arrays.asList(steps).subList(0, depth)) {
      if (step instanceof Integer index) {
        name.append('[').append(index).append(']');
      } else {
        name.append('.').append(step);
      }
    }
    return new InvalidFieldException(name.toString(), problem);
  }
}
