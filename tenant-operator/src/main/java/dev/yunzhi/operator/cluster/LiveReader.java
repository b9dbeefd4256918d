package dev.yunzhi.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Asks the API server each time. */
public final class LiveReader implements Reader {

  private final KubernetesClient client;

  public LiveReader(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
    return Namespaced.class.isAssignableFrom(kind)
        ? client.resources(kind).inNamespace(namespace).withName(name).get()
        : client.resources(kind).withName(name).get();
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
    return namespace == null
        ? client.resources(kind).list().getItems()
        : client.resources(kind).inNamespace(namespace).list().getItems();
  }
}
