package dev.yunzhi.audit.showback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Which prices held when, cloud by cloud, within one month. Immutable. */
final class PricesInForce {
  private final Map<String, List<PriceSpan>> byCloud = new HashMap<>();

  PricesInForce(List<PriceSpan> prices, Span month) {
    prices.stream()
        .sorted(Comparator.comparing(PriceSpan::span, Span.BY_BEGIN))
        .forEach(
            price -> add(byCloud.computeIfAbsent(price.cloud(), c -> new ArrayList<>()), price));
    byCloud.replaceAll((cloud, spans) -> within(spans, month));
    byCloud.values().removeIf(List::isEmpty);
  }

  private static void add(List<PriceSpan> spans, PriceSpan later) {
    spans.replaceAll(earlier -> earlier.over(earlier.span().before(later.span().from())));
    spans.add(later);
  }

  private static List<PriceSpan> within(List<PriceSpan> spans, Span month) {
    return spans.stream()
        .map(price -> price.over(price.span().within(month)))
        .filter(price -> !price.span().isEmpty())
        .toList();
  }

  /** In order of their names. */
  Set<String> clouds() {
    return new TreeSet<>(byCloud.keySet());
  }

  /** Those of a cloud in order of time, which do not overlap. */
  List<PriceSpan> of(String cloud) {
    return byCloud.getOrDefault(cloud, List.of());
  }

  /**
   * Cuts a span by the prices in force.
   *
   * @param part takes every part and what held over it: null for no prices
   */
  void cut(String cloud, Span span, BiConsumer<Span, PriceSpan> part) {
    Span rest = span;
    for (PriceSpan price : of(cloud)) {
      Span common = price.span().within(rest);
      if (common.isEmpty()) {
        continue;
      }
      if (rest.from().isBefore(common.from())) {
        part.accept(rest.before(common.from()), null);
      }
      part.accept(common, price);
      rest = new Span(common.to(), rest.to());
    }
    if (!rest.isEmpty()) {
      part.accept(rest, null);
    }
  }
}
