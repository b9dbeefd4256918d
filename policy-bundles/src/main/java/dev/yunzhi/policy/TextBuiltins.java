package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.yunzhi.policy.Builtins.Builtin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What is found in, and made out of, one string. */
final class TextBuiltins {
  private static final String GLOB_META = "*?\\[]{}";

  static final Map<String, Builtin> ALL =
      Map.of(
          "crypto.md5",
          arguments -> digest("MD5", arguments),
          "crypto.sha1",
          arguments -> digest("SHA-1", arguments),
          "crypto.sha256",
          arguments -> digest("SHA-256", arguments),
          "glob.quote_meta",
          TextBuiltins::quoteMeta,
          "indexof_n",
          TextBuiltins::indexes,
          "strings.count",
          TextBuiltins::count);

  private TextBuiltins() {}

  private static JsonNode digest(String algorithm, List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    if (text == null) {
      return null;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return TextNode.valueOf(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private static JsonNode quoteMeta(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    if (text == null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(GLOB_META.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return TextNode.valueOf(out.toString());
  }

  private static JsonNode indexes(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    String sought = Builtins.text(arguments.get(1));
    if (text == null || sought == null || sought.isEmpty()) {
      return null;
    }
    int[] in = text.codePoints().toArray();
    int[] of = sought.codePoints().toArray();
    ArrayNode indexes = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i + of.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + of.length, of, 0, of.length)) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  private static JsonNode count(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    String sought = Builtins.text(arguments.get(1));
    if (text == null || sought == null) {
      return null;
    }
    if (sought.isEmpty()) {
      return IntNode.valueOf(text.codePointCount(0, text.length()) + 1);
    }
    int count = 0;
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
      count++;
    }
    return IntNode.valueOf(count);
  }
}
