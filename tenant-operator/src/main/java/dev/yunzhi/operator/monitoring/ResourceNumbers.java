package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.ResourceNames;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quantities as the numbers that Prometheus takes. Made for one scrape: an estate has few different
 * quantities in very many places, and each is worked out once. Not thread-safe.
 */
final class ResourceNumbers {

  private record Written(String amount, String format) {}

  private final Map<Written, Double> known = new HashMap<>();

  /**
   * By the one name of each resource, in its own unit.
   *
   * @param quantities null is none; where two names of one resource are in it, the larger counts: a
   *     series that is told twice would spoil the whole scrape
   */
  SortedMap<String, Double> of(Map<String, Quantity> quantities) {
    var numbers = new TreeMap<String, Double>();
    if (quantities != null) {
      quantities.forEach(
          (resource, quantity) ->
              numbers.merge(ResourceNames.canonical(resource), number(quantity), Math::max));
    }
    return numbers;
  }

  private double number(Quantity quantity) {
    return known.computeIfAbsent(
        new Written(quantity.getAmount(), quantity.getFormat()),
        written -> quantity.getNumericalAmount().doubleValue());
  }
}
