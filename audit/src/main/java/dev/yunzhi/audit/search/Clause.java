package dev.yunzhi.audit.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A condition on an event: that one of some values is among its own, or that none is. Immutable.
 */
public final class Clause {
  private final boolean wanted;
  private final Map<Facet, Map<String, List<Value>>> values = new HashMap<>();
  private final List<Value> all;

  /**
   * A value of a facet.
   *
   * @param cluster that the event must come from; null is any
   * @param from since when the value counts; null is always
   * @param until up to when, exclusive; null is always
   */
  public record Value(Facet facet, String value, String cluster, Instant from, Instant until) {
    public static Value of(Facet facet, String value) {
      return new Value(facet, value, null, null, null);
    }

    private boolean counts(String ofCluster, Instant at) {
      return (cluster == null || cluster.equals(ofCluster))
          && (from == null || !at.isBefore(from))
          && (until == null || at.isBefore(until));
    }
  }

  private Clause(boolean wanted, List<Value> all) {
    this.wanted = wanted;
    this.all = List.copyOf(all);
    for (Value value : all) {
      values
          .computeIfAbsent(value.facet(), none -> new HashMap<>())
          .computeIfAbsent(value.value(), none -> new ArrayList<>())
          .add(value);
    }
  }

  /** One of the values is among the event's. No value at all lets nothing through. */
  public static Clause anyOf(List<Value> values) {
    return new Clause(true, values);
  }

  /** The value is among the event's. */
  public static Clause is(Facet facet, String value) {
    return anyOf(List.of(Value.of(facet, value)));
  }

  /** None of the values is among the event's. */
  public static Clause noneOf(List<Value> values) {
    return new Clause(false, values);
  }

  /** Whether it holds for an event of a cluster and an instant. */
  public boolean holds(String cluster, Instant at, Map<Facet, Set<String>> event) {
    return wanted == hasAny(cluster, at, event);
  }

  private boolean hasAny(String cluster, Instant at, Map<Facet, Set<String>> event) {
    for (Map.Entry<Facet, Map<String, List<Value>>> facet : values.entrySet()) {
      for (String has : event.getOrDefault(facet.getKey(), Set.of())) {
        for (Value value : facet.getValue().getOrDefault(has, List.of())) {
          if (value.counts(cluster, at)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Terms of which an event that it holds for has at least one.
   *
   * @param most so many at most
   * @return null when nothing can be told by terms
   */
  public int[] terms(int most) {
    if (!wanted || all.size() > most || all.stream().anyMatch(one -> !one.facet().isIndexed())) {
      return null;
    }
    return all.stream().mapToInt(one -> Terms.of(one.facet(), one.value())).distinct().toArray();
  }

  /**
   * Texts of which an event that it holds for has at least one as a string of its own in its JSON.
   *
   * @param most so many at most
   * @return null when nothing can be told by text
   */
  public List<String> verbatim(int most) {
    if (!wanted) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Value one : all) {
      if (one.facet() == Facet.OBJECT) {
        texts.add(one.value().substring(one.value().indexOf('/') + 1));
      } else if (one.facet().isVerbatim()) {
        texts.add(one.value());
      } else {
        return null;
      }
    }
    List<String> distinct = texts.stream().distinct().toList();
    return distinct.size() > most ? null : distinct;
  }
}
