package dev.yunzhi.operator.reconcile.tenant.life;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workloads of a namespace by number of replicas, read from the API server itself: there are
 * too many to watch them all for the few tenants that stand still. Thread-safe.
 */
final class Workloads {

  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final KubernetesClient client;

  Workloads(KubernetesClient client) {
    this.client = client;
  }

  /** How many replicas each is to have, by plural and name, e.g. {@code deployments/web}. */
  Map<String, Integer> replicas(String namespace) {
    var replicas = new TreeMap<String, Integer>();
    for (WorkloadKind kind : WorkloadKind.values()) {
      client
          .genericKubernetesResources(kind.context())
          .inNamespace(namespace)
          .list()
          .getItems()
          .stream()
          .filter(kind::concerns)
          .forEach(
              w -> replicas.put(kind.plural() + "/" + w.getMetadata().getName(), kind.replicas(w)));
    }
    return replicas;
  }

  /**
   * Gives a workload that many replicas; one that is gone meanwhile is passed over.
   *
   * @param workload plural and name
   */
  void scale(String namespace, String workload, int replicas) {
    String[] pluralAndName = workload.split("/", 2);
    var kind = WorkloadKind.valueOf(pluralAndName[0].toUpperCase(Locale.ROOT));
    var found =
        client
            .genericKubernetesResources(kind.context())
            .inNamespace(namespace)
            .withName(pluralAndName[1]);
    try {
      if (kind.scaled()) {
        found.subresource("scale").patch(MERGE, kind.patch(replicas));
      } else {
        found.patch(MERGE, kind.patch(replicas));
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
