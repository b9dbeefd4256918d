package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Kubernetes' label selector. Immutable. */
record LabelSelector(List<Requirement> requirements) {
  private static final int LONGEST = 63;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String text;

    Operator(String text) {
      this.text = text;
    }
  }

  private record Requirement(String key, Operator operator, Set<String> values) {
    boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /** Null for none. */
  static LabelSelector parse(JsonNode parent, String path, String name) throws RefusedException {
    JsonNode selector = parent.path(name);
    String field = path + "." + name;
    if (selector.isMissingNode() || selector.isNull()) {
      return null;
    }
    Fields.requireKnown(selector, field, Set.of("matchLabels", "matchExpressions"));
    List<Requirement> requirements = new ArrayList<>();
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      String at = field + ".matchLabels";
      requireKey(at, label.getKey());
      String value = Fields.text(selector.path("matchLabels"), at, label.getKey());
      requireValue(at + "." + label.getKey(), value);
      requirements.add(new Requirement(label.getKey(), Operator.IN, Set.of(value)));
    }
    int index = 0;
    for (JsonNode expression : Fields.items(selector, field, "matchExpressions")) {
      requirements.add(requirement(expression, field + ".matchExpressions[" + index++ + "]"));
    }
    return new LabelSelector(List.copyOf(requirements));
  }

  private static Requirement requirement(JsonNode expression, String field)
      throws RefusedException {
    Fields.requireKnown(expression, field, Set.of("key", "operator", "values"));
    String key = Fields.text(expression, field, "key");
    requireKey(field + ".key", key);
    Operator operator = operator(field + ".operator", Fields.text(expression, field, "operator"));
    List<String> values = Fields.texts(expression, field, "values");
    boolean compares = operator == Operator.IN || operator == Operator.NOT_IN;
    if (compares == values.isEmpty()) {
      throw new RefusedException(
          field + ".values",
          operator.text + (compares ? " needs at least one value" : " takes no values"));
    }
    for (String value : values) {
      requireValue(field + ".values", value);
    }
    return new Requirement(key, operator, Set.copyOf(values));
  }

  private static Operator operator(String field, String text) throws RefusedException {
    for (Operator operator : Operator.values()) {
      if (operator.text.equals(text)) {
        return operator;
      }
    }
    throw new RefusedException(
        field, "\"" + text + "\" is none of In, NotIn, Exists, DoesNotExist");
  }

  private static void requireKey(String field, String key) throws RefusedException {
    int slash = key.indexOf('/');
    boolean prefixed = slash >= 0;
    boolean right =
        NAME.matcher(key.substring(slash + 1)).matches()
            && (!prefixed || SUBDOMAIN.matcher(key.substring(0, slash)).matches());
    if (!right) {
      throw new RefusedException(field, "\"" + key + "\" is no key of a label");
    }
  }

  private static void requireValue(String field, String value) throws RefusedException {
    if (value.length() > LONGEST || (!value.isEmpty() && !NAME.matcher(value).matches())) {
      throw new RefusedException(field, "\"" + value + "\" is no value of a label");
    }
  }

  boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.holds(labels));
  }
}
