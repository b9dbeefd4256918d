package dev.yunzhi.operator.scan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How much stands against all objects, by policy. Thread-safe. */
public final class ScanTotals {

  /**
   * Of one policy.
   *
   * @param violations that no exception covers
   * @param exempt under an exception
   */
  public record Count(int violations, int exempt) {
    static final Count NONE = new Count(0, 0);
  }

  private final List<Consumer<Predicate<String>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, Count> byPolicy;

  /**
   * Of one policy, by its id.
   *
   * @return null as long as no scan has come to its end here, as on replicas that do not lead
   */
  public Count of(String policy) {
    var counts = byPolicy;
    return counts == null ? null : counts.getOrDefault(policy, Count.NONE);
  }

  /** Is told of which policies, by id, the numbers have changed, on the thread that scans. */
  public void onChange(Consumer<Predicate<String>> listener) {
    listeners.add(listener);
  }

  void set(Map<String, Count> counts) {
    var before = byPolicy;
    byPolicy = Map.copyOf(counts);
    if (before == null) {
      listeners.forEach(listener -> listener.accept(id -> true));
      return;
    }
    Set<String> changed = new HashSet<>(counts.keySet());
    changed.addAll(before.keySet());
    changed.removeIf(id -> Objects.equals(before.get(id), counts.get(id)));
    if (!changed.isEmpty()) {
      listeners.forEach(listener -> listener.accept(changed::contains));
    }
  }
}
