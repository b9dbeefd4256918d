package dev.yunzhi.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.List;

/** What somebody may see of a namespace. */
final class NamespaceObjects {

  /**
   * All objects of a kind.
   *
   * @param notes told when they may not be read
   * @return empty, too, when they may not
   */
  static <T extends HasMetadata> List<T> of(
      Class<T> kind, String namespace, KubernetesClient client, PrintWriter notes) {
    try {
      return client.resources(kind).inNamespace(namespace).list().getItems();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != 403) {
        throw refused;
      }
      notes.printf(
          "note: you may not look for %s in namespace %s%n",
          HasMetadata.getPlural(kind), namespace);
      return List.of();
    }
  }

  private NamespaceObjects() {}
}
