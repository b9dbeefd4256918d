package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Looks objects up, from the watched state or from the API server. Thread-safe. */
public interface Reader {

  /**
   * Finds one object.
   *
   * @param namespace null for a cluster-scoped kind
   * @return null when there is none
   */
  <T extends HasMetadata> T get(Class<T> kind, String namespace, String name);

  /**
   * All of a namespace.
   *
   * @param namespace null for a cluster-scoped kind
   */
  <T extends HasMetadata> List<T> list(Class<T> kind, String namespace);
}
