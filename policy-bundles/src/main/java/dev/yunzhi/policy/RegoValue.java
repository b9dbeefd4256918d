package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Rego value. JSON is not enough: a set is not an array, an object's keys need not be strings,
 * and a number keeps the text that it was written with. {@link Object#toString} prints what OPA
 * prints.
 */
sealed interface RegoValue {

  /** Rego's order over all values: null, booleans, numbers, strings, arrays, objects, sets. */
  Comparator<RegoValue> ORDER = RegoValue::compare;

  record Null() implements RegoValue {
    @Override
    public String toString() {
      return "null";
    }
  }

  record Bool(boolean value) implements RegoValue {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  record Num(String text) implements RegoValue {
    @Override
    public String toString() {
      return text;
    }
  }

  record Text(String value) implements RegoValue {
    @Override
    public String toString() {
      return GoQuote.quote(value, false);
    }
  }

  record Array(List<RegoValue> items) implements RegoValue {
    @Override
    public String toString() {
      return items.stream().map(RegoValue::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  record Obj(TreeMap<RegoValue, RegoValue> fields) implements RegoValue {
    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ": " + field.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  record SetOf(TreeSet<RegoValue> items) implements RegoValue {
    @Override
    public String toString() {
      return items.isEmpty()
          ? "set()"
          : items.stream().map(RegoValue::toString).collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /**
   * As OPA writes it in JSON: a set is an array in Rego's order, and a key that is no string is the
   * text of it.
   */
  default JsonNode toJson() {
    if (this instanceof Bool bool) {
      return BooleanNode.valueOf(bool.value());
    }
    if (this instanceof Num number) {
      boolean whole = number.text().chars().allMatch(c -> c == '-' || Character.isDigit(c));
      return whole
          ? BigIntegerNode.valueOf(new BigInteger(number.text()))
          : DecimalNode.valueOf(new BigDecimal(number.text()));
    }
    if (this instanceof Text text) {
      return TextNode.valueOf(text.value());
    }
    if (this instanceof Array array) {
      return array(array.items());
    }
    if (this instanceof SetOf set) {
      return array(set.items());
    }
    if (this instanceof Obj object) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      object
          .fields()
          .forEach(
              (key, value) ->
                  json.set(
                      key instanceof Text text ? text.value() : GoJson.marshal(key),
                      value.toJson()));
      return json;
    }
    return NullNode.getInstance();
  }

  private static ArrayNode array(Collection<RegoValue> items) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> json.add(item.toJson()));
    return json;
  }

  private static int compare(RegoValue a, RegoValue b) {
    if (rank(a) != rank(b)) {
      return Integer.compare(rank(a), rank(b));
    }
    if (a instanceof Bool x && b instanceof Bool y) {
      return Boolean.compare(x.value(), y.value());
    }
    if (a instanceof Num x && b instanceof Num y) {
      return new BigDecimal(x.text()).compareTo(new BigDecimal(y.text()));
    }
    if (a instanceof Text x && b instanceof Text y) {
      // OPA compares bytes, and UTF-8's order is not UTF-16's.
      return Arrays.compareUnsigned(
          x.value().getBytes(StandardCharsets.UTF_8), y.value().getBytes(StandardCharsets.UTF_8));
    }
    if (a instanceof Array x && b instanceof Array y) {
      return compareAll(x.items().iterator(), y.items().iterator());
    }
    if (a instanceof SetOf x && b instanceof SetOf y) {
      return compareAll(x.items().iterator(), y.items().iterator());
    }
    if (a instanceof Obj x && b instanceof Obj y) {
      return compareFields(x, y);
    }
    return 0;
  }

  private static int compareAll(Iterator<RegoValue> a, Iterator<RegoValue> b) {
    while (a.hasNext() && b.hasNext()) {
      int order = compare(a.next(), b.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(a.hasNext(), b.hasNext());
  }

  private static int compareFields(Obj a, Obj b) {
    Iterator<Map.Entry<RegoValue, RegoValue>> as = a.fields().entrySet().iterator();
    Iterator<Map.Entry<RegoValue, RegoValue>> bs = b.fields().entrySet().iterator();
    while (as.hasNext() && bs.hasNext()) {
      Map.Entry<RegoValue, RegoValue> x = as.next();
      Map.Entry<RegoValue, RegoValue> y = bs.next();
      int order = compare(x.getKey(), y.getKey());
      order = order != 0 ? order : compare(x.getValue(), y.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(as.hasNext(), bs.hasNext());
  }

  private static int rank(RegoValue value) {
    if (value instanceof Null) {
      return 0;
    }
    if (value instanceof Bool) {
      return 1;
    }
    if (value instanceof Num) {
      return 2;
    }
    if (value instanceof Text) {
      return 3;
    }
    if (value instanceof Array) {
      return 4;
    }
    return value instanceof Obj ? 5 : 6;
  }
}
