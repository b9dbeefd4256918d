package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What the cluster holds of one kind, kept up by a watch; reads are local. Thread-safe. The objects
 * are shared: never change one.
 *
 * <p>An object that we wrote ourselves is seen at once, even if its watch event is still on the
 * way.
 */
public final class Informed<T extends HasMetadata> {

  /** By then a watch event has come, or the watch is broken and a new list will follow. */
  private static final Duration OWN_WRITE_LIFE = Duration.ofSeconds(15);

  private record OwnWrite<T>(T object, Instant until) {}

  private final SharedIndexInformer<T> informer;
  private final ReducedStore<T> store;
  private final Clock clock;
  private final Map<String, OwnWrite<T>> ownWrites = new ConcurrentHashMap<>();
  private final AtomicLong ownVersion = new AtomicLong();

  /**
   * @param store the informer's
   */
  Informed(SharedIndexInformer<T> informer, ReducedStore<T> store, Clock clock) {
    this.informer = informer;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Grows after each change of what is known: what was read at one version holds while it stays.
   */
  long version() {
    return store.version() + ownVersion.get();
  }

  /** The cluster-scoped object of that name; null when there is none. */
  public T get(String name) {
    return get(null, name);
  }

  /**
   * Finds one object.
   *
   * @param namespace null for a cluster-scoped kind
   * @return null when there is none
   */
  public T get(String namespace, String name) {
    String key = Cache.namespaceKeyFunc(namespace, name);
    T watched = informer.getStore().getByKey(key);
    OwnWrite<T> own = ownWrites.get(key);
    if (own == null) {
      return watched;
    }
    if (own.until().isBefore(clock.instant())
        || (watched != null && version(watched) >= version(own.object()))) {
      ownWrites.remove(key, own);
      return watched;
    }
    return own.object();
  }

  public List<T> list() {
    return informer.getStore().list();
  }

  public List<T> inNamespace(String namespace) {
    return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  /** Objects for which the index function gave {@code value}. */
  public List<T> by(String index, String value) {
    return informer.getIndexer().byIndex(index, value);
  }

  /** Remembers what the API server answered to a write of ours. */
  void wrote(T object) {
    var meta = object.getMetadata();
    ownWrites.put(
        Cache.namespaceKeyFunc(meta.getNamespace(), meta.getName()),
        new OwnWrite<>(object, clock.instant().plus(OWN_WRITE_LIFE)));
    ownVersion.incrementAndGet();
  }

  public void subscribe(ResourceEventHandler<? super T> handler) {
    informer.addEventHandler(handler);
  }

  Informed<T> indexed(String index, Function<T, List<String>> values) {
    informer.addIndexers(Map.of(index, values));
    return this;
  }

  void forget(T deleted) {
    var meta = deleted.getMetadata();
    ownWrites.remove(Cache.namespaceKeyFunc(meta.getNamespace(), meta.getName()));
  }

  SharedIndexInformer<T> informer() {
    return informer;
  }

  /** Kubernetes promises since 1.35 that versions of one kind compare as numbers. */
  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
