package dev.yunzhi.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Which object it is.
 *
 * @param namespace null for a cluster-scoped kind
 */
record ObjectId(String kind, String namespace, String name) {

  static ObjectId of(HasMetadata object) {
    var meta = object.getMetadata();
    return new ObjectId(object.getKind(), meta.getNamespace(), meta.getName());
  }
}
