package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.yunzhi.policy.Builtins.Builtin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Regular expressions, as Go's <a href="https://pkg.go.dev/regexp">regexp</a> has them: RE2's
 * syntax, in time that is linear in the text.
 */
final class RegexBuiltins {
  /** More patterns than policies write themselves come out of inputs, and are not kept. */
  private static final int KEPT_PATTERNS = 1_000;

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  static final Map<String, Builtin> ALL =
      Map.of(
          "regex.match", RegexBuiltins::match,
          "regex.is_valid", RegexBuiltins::isValid,
          "regex.find_n", RegexBuiltins::find,
          "regex.replace", RegexBuiltins::replace,
          "regex.split", RegexBuiltins::split);

  private RegexBuiltins() {}

  private static JsonNode match(List<RegoValue> arguments) {
    Pattern pattern = pattern(arguments.get(0));
    String text = Builtins.text(arguments.get(1));
    return pattern == null || text == null
        ? null
        : BooleanNode.valueOf(pattern.matcher(new InterruptibleText(text)).find());
  }

  private static JsonNode isValid(List<RegoValue> arguments) {
    return BooleanNode.valueOf(pattern(arguments.get(0)) != null);
  }

  private static JsonNode find(List<RegoValue> arguments) {
    Pattern pattern = pattern(arguments.get(0));
    String text = Builtins.text(arguments.get(1));
    Integer most = integer(arguments.get(2));
    if (pattern == null || text == null || most == null) {
      return null;
    }
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    Matches matches = new Matches(pattern, text);
    while ((most < 0 || found.size() < most) && matches.next()) {
      found.add(text.substring(matches.start(), matches.end()));
    }
    return found;
  }

  private static JsonNode split(List<RegoValue> arguments) {
    Pattern pattern = pattern(arguments.get(0));
    String text = Builtins.text(arguments.get(1));
    if (pattern == null || text == null) {
      return null;
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    if (text.isEmpty() && !pattern.pattern().isEmpty()) {
      return parts.add("");
    }
    Matches matches = new Matches(pattern, text);
    int begin = 0;
    int end = 0;
    while (matches.next()) {
      end = matches.start();
      if (matches.end() != 0) {
        parts.add(text.substring(begin, end));
      }
      begin = matches.end();
    }
    return end == text.length() ? parts : parts.add(text.substring(begin));
  }

  private static JsonNode replace(List<RegoValue> arguments) {
    String text = Builtins.text(arguments.get(0));
    Pattern pattern = pattern(arguments.get(1));
    String replacement = Builtins.text(arguments.get(2));
    if (pattern == null || text == null || replacement == null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    Matches matches = new Matches(pattern, text);
    int copied = 0;
    while (matches.next()) {
      out.append(text, copied, matches.start());
      expand(replacement, matches.matcher, out);
      copied = matches.end();
    }
    return TextNode.valueOf(out.append(text, copied, text.length()).toString());
  }

  /** Writes a replacement with {@code $1}, <code>${name}</code> and {@code $$} filled in. */
  private static void expand(String replacement, Matcher matcher, StringBuilder out) {
    int at = 0;
    while (at < replacement.length()) {
      int dollar = replacement.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(replacement, at, dollar);
      at = dollar + 1;
      if (replacement.startsWith("$", at)) {
        out.append('$');
        at++;
        continue;
      }
      boolean braced = replacement.startsWith("{", at);
      int start = braced ? at + 1 : at;
      int end = start;
      while (end < replacement.length() && isWord(replacement.charAt(end))) {
        end++;
      }
      if (end == start || (braced && !replacement.startsWith("}", end))) {
        // No name: the dollar stands for itself.
        out.append('$');
        continue;
      }
      String group = group(matcher, replacement.substring(start, end));
      out.append(group == null ? "" : group);
      at = braced ? end + 1 : end;
    }
    out.append(replacement, Math.min(at, replacement.length()), replacement.length());
  }

  private static String group(Matcher matcher, String name) {
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = name.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(name);
      return number <= matcher.groupCount() ? matcher.group(number) : null;
    }
    return matcher.pattern().namedGroups().containsKey(name) ? matcher.group(name) : null;
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /** Null if it is no string or no regular expression. */
  private static Pattern pattern(RegoValue value) {
    String text = Builtins.text(value);
    if (text == null) {
      return null;
    }
    Pattern kept = PATTERNS.get(text);
    if (kept != null) {
      return kept;
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (PATTERNS.size() < KEPT_PATTERNS) {
        PATTERNS.put(text, pattern);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private static Integer integer(RegoValue value) {
    if (!(value instanceof RegoValue.Num number)) {
      return null;
    }
    try {
      return new BigDecimal(number.text()).intValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** The matches in a text, in order; an empty one right after another is none, as in Go. */
  private static final class Matches {
    private final Matcher matcher;
    private final String text;
    private int from;
    private int lastEnd = -1;

    Matches(Pattern pattern, String text) {
      this.matcher = pattern.matcher(new InterruptibleText(text));
      this.text = text;
    }

    boolean next() {
      while (from <= text.length() && matcher.find(from)) {
        boolean accepted = true;
        if (matcher.end() == from) {
          accepted = matcher.start() != lastEnd;
          from += from < text.length() ? Character.charCount(text.codePointAt(from)) : 1;
        } else {
          from = matcher.end();
        }
        lastEnd = matcher.end();
        if (accepted) {
          return true;
        }
      }
      return false;
    }

    int start() {
      return matcher.start();
    }

    int end() {
      return matcher.end();
    }
  }
}
