package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.yunzhi.policy.Builtins.Builtin;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is told of values of any type. */
final class ValueBuiltins {
  static final Map<String, Builtin> ALL =
      Map.of(
          "json.marshal_with_options",
          ValueBuiltins::marshal,
          "object.subset",
          arguments -> subset(arguments.get(0), arguments.get(1)),
          "trace",
          // OPA's note for whoever traces; nobody does.
          arguments -> Builtins.text(arguments.get(0)) == null ? null : BooleanNode.TRUE);

  private ValueBuiltins() {}

  /** Of the options, only none at all. */
  private static JsonNode marshal(List<RegoValue> arguments) {
    if (!(arguments.get(1) instanceof RegoValue.Obj options)) {
      return null;
    }
    if (!options.fields().isEmpty()) {
      throw new IllegalStateException("json.marshal_with_options: this engine takes no options");
    }
    return TextNode.valueOf(GoJson.marshal(arguments.get(0)));
  }

  private static JsonNode subset(RegoValue all, RegoValue part) {
    if (all instanceof RegoValue.Array array && part instanceof RegoValue.SetOf set) {
      return BooleanNode.valueOf(covers(array.items(), set));
    }
    Boolean within = within(all, part);
    return within == null ? null : BooleanNode.valueOf(within);
  }

  /** Null if the two are not of one type that has parts. */
  private static Boolean within(RegoValue all, RegoValue part) {
    if (all instanceof RegoValue.Obj a && part instanceof RegoValue.Obj p) {
      return p.fields().entrySet().stream()
          .allMatch(
              field -> {
                RegoValue value = a.fields().get(field.getKey());
                return value != null
                    && (equal(value, field.getValue())
                        || Boolean.TRUE.equals(within(value, field.getValue())));
              });
    }
    if (all instanceof RegoValue.SetOf a && part instanceof RegoValue.SetOf p) {
      return a.items().containsAll(p.items());
    }
    if (all instanceof RegoValue.Array a && part instanceof RegoValue.Array p) {
      return sequence(a.items(), p.items());
    }
    return null;
  }

  /** As OPA counts: an item that stands in the array twice counts for two of the set's. */
  private static boolean covers(List<RegoValue> array, RegoValue.SetOf set) {
    return !array.isEmpty()
        && array.stream().filter(set.items()::contains).count() >= set.items().size();
  }

  private static boolean sequence(List<RegoValue> all, List<RegoValue> part) {
    return Collections.indexOfSubList(
            all.stream().map(Canonical::new).toList(), part.stream().map(Canonical::new).toList())
        >= 0;
  }

  private static boolean equal(RegoValue a, RegoValue b) {
    return RegoValue.ORDER.compare(a, b) == 0;
  }

  /** Equal to what Rego calls equal: numbers by value, not by text. */
  private record Canonical(RegoValue value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Canonical canonical && equal(value, canonical.value());
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
