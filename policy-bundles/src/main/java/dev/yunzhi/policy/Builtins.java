package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built-in functions that OPA's WebAssembly leaves to the host. Each answers what OPA itself
 * answers; all are pure and safe for use by many threads.
 */
final class Builtins {
  private static final Pattern RFC3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private static final Map<String, Builtin> OWN =
      Map.of(
          "sprintf",
          Builtins::sprintf,
          "strings.any_prefix_match",
          arguments -> anyMatch(arguments, String::startsWith),
          "strings.any_suffix_match",
          arguments -> anyMatch(arguments, String::endsWith),
          "time.parse_rfc3339_ns",
          Builtins::parseRfc3339);

  private Builtins() {}

  /** The string that an argument is; null if it is none. */
  static String text(RegoValue value) {
    return value instanceof RegoValue.Text text ? text.value() : null;
  }

  /** A built-in function: its arguments as Rego values; null where Rego's answer is undefined. */
  @FunctionalInterface
  interface Builtin {
    JsonNode call(List<RegoValue> arguments);
  }

  /** By the name that Rego calls it. */
  static final Map<String, Builtin> ALL =
      Stream.of(OWN, RegexBuiltins.ALL, TextBuiltins.ALL, UnitBuiltins.ALL, ValueBuiltins.ALL)
          .flatMap(builtins -> builtins.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static JsonNode sprintf(List<RegoValue> arguments) {
    if (arguments.get(0) instanceof RegoValue.Text format
        && arguments.get(1) instanceof RegoValue.Array values) {
      return TextNode.valueOf(Sprintf.sprintf(format.value(), values.items()));
    }
    return null;
  }

  private static JsonNode anyMatch(List<RegoValue> arguments, BiPredicate<String, String> matches) {
    List<String> texts = texts(arguments.get(0));
    List<String> bases = texts(arguments.get(1));
    if (texts == null || bases == null) {
      return null;
    }
    return BooleanNode.valueOf(
        texts.stream().anyMatch(text -> bases.stream().anyMatch(base -> matches.test(text, base))));
  }

  /** A string, or the strings of an array or set; null if it is anything else. */
  private static List<String> texts(RegoValue value) {
    List<RegoValue> items = List.of(value);
    if (value instanceof RegoValue.Array array) {
      items = array.items();
    } else if (value instanceof RegoValue.SetOf set) {
      items = List.copyOf(set.items());
    }
    return items.stream().allMatch(RegoValue.Text.class::isInstance)
        ? items.stream().map(item -> ((RegoValue.Text) item).value()).toList()
        : null;
  }

  private static JsonNode parseRfc3339(List<RegoValue> arguments) {
    if (!(arguments.get(0) instanceof RegoValue.Text text)
        || !RFC3339.matcher(text.value()).matches()) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text.value()).toInstant();
      long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L);
      return LongNode.valueOf(Math.addExact(seconds, instant.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      // No such day, or beyond the years 1678 to 2262: undefined in OPA, too.
      return null;
    }
  }
}
