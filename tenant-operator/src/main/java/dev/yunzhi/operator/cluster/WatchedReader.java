package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Reads the watched state; what is not there yet is asked of the API server. */
public final class WatchedReader implements Reader {

  private final Informers informers;
  private final Reader live;

  public WatchedReader(Informers informers, Reader live) {
    this.informers = informers;
    this.live = live;
  }

  @Override
  public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
    T watched = informers.of(kind).get(namespace, name);
    return watched != null ? watched : live.get(kind, namespace, name);
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
    return namespace == null
        ? informers.of(kind).list()
        : informers.of(kind).inNamespace(namespace);
  }
}
