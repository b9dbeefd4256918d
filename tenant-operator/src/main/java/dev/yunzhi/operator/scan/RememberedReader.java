package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Looks things up for the scan, which asks the same of one object after the other: from what is
 * watched, and what is not watched of the API server, once. Thread-safe.
 */
final class RememberedReader implements Reader {

  /** Beyond this many the memory begins anew. */
  private static final int MOST = 512;

  private record Key(Class<?> kind, String namespace, String name) {}

  private final Informers informers;
  private final Reader live;
  private final Map<Key, Optional<?>> objects = new ConcurrentHashMap<>();
  private final Map<Key, List<?>> lists = new ConcurrentHashMap<>();

  RememberedReader(Informers informers, Reader live) {
    this.informers = informers;
    this.live = live;
  }

  @Override
  public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
    if (informers.watches(kind)) {
      return informers.of(kind).get(namespace, name);
    }
    Optional<?> known =
        remember(
            objects,
            new Key(kind, namespace, name),
            () -> Optional.ofNullable(live.get(kind, namespace, name)));
    return known.map(kind::cast).orElse(null);
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
    if (informers.watches(kind)) {
      return namespace == null
          ? informers.of(kind).list()
          : informers.of(kind).inNamespace(namespace);
    }
    List<?> known =
        remember(lists, new Key(kind, namespace, null), () -> live.list(kind, namespace));
    return known.stream().map(kind::cast).toList();
  }

  private static <V> V remember(Map<Key, V> known, Key key, Supplier<? extends V> read) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(key, k -> read.get());
  }
}
