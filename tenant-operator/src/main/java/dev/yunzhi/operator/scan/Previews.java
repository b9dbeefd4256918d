package dev.yunzhi.operator.scan;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What Policies that are not enforced would find, by name of the object. Thread-safe. */
public final class Previews {

  private final Map<String, Trial> found = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** Null as long as nobody has looked here, as on replicas that do not lead. */
  public Trial of(String policy) {
    return found.get(policy);
  }

  /** Is told the name of a Policy of which something else is known, on the thread that scans. */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  void put(String policy, Trial trial) {
    if (!Objects.equals(found.put(policy, trial), trial)) {
      listeners.forEach(listener -> listener.accept(policy));
    }
  }

  void retain(Set<String> policies) {
    found.keySet().retainAll(policies);
  }
}
