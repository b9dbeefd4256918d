package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Holds what a watch has shown of one kind, each object reduced before it is kept. Thread-safe. */
public final class ReducedStore<T extends HasMetadata> implements ItemStore<T> {

  private final Map<String, T> items = new ConcurrentHashMap<>();
  private final UnaryOperator<T> reduce;
  private final AtomicLong version = new AtomicLong();

  /**
   * @param reduce gives what is kept of an object, with its name and version
   */
  public ReducedStore(UnaryOperator<T> reduce) {
    this.reduce = reduce;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public T put(String key, T object) {
    T before = items.put(key, reduce.apply(object));
    version.incrementAndGet();
    return before;
  }

  @Override
  public T remove(String key) {
    T before = items.remove(key);
    version.incrementAndGet();
    return before;
  }

  /** Grows after each change: what was computed at one version holds while it stays. */
  long version() {
    return version.get();
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public T get(String key) {
    return items.get(key);
  }
}
