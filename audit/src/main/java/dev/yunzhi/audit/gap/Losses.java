package dev.yunzhi.audit.gap;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one process of an API server counted since its start. Immutable.
 *
 * @param events that it could not record, by the plugin that gave them up, such as {@code webhook};
 *     none is 0
 * @param requests that it rejected because it could not record them; 0 or more
 */
public record Losses(SortedMap<String, Long> events, long requests) {
  /** Nothing was lost. */
  public static final Losses NONE = new Losses(new TreeMap<>(), 0);

  public Losses {
    Objects.requireNonNull(events, "events");
    SortedMap<String, Long> lost = new TreeMap<>(events);
    lost.values().removeIf(count -> count == 0);
    if (requests < 0 || lost.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a counter is below 0");
    }
    events = Collections.unmodifiableSortedMap(lost);
  }

  public boolean isNone() {
    return events.isEmpty() && requests == 0;
  }

  /**
   * By how much these are more than earlier ones. A counter only rises: one that is lower was read
   * before them, and says nothing new.
   */
  public Losses since(Losses earlier) {
    SortedMap<String, Long> more = new TreeMap<>();
    events.forEach(
        (plugin, count) ->
            more.put(plugin, Math.max(0, count - earlier.events.getOrDefault(plugin, 0L))));
    return new Losses(more, Math.max(0, requests - earlier.requests));
  }

  /** What both together tell: of each counter the higher. */
  Losses and(Losses other) {
    SortedMap<String, Long> highest = new TreeMap<>(events);
    other.events.forEach((plugin, count) -> highest.merge(plugin, count, Math::max));
    return new Losses(highest, Math.max(requests, other.requests));
  }
}
