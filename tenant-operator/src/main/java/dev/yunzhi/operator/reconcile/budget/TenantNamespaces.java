package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.TenantCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.function.Function;

/**
 * The namespaces of tenants and their quotas, at home and on the clouds that can be used. Of a
 * cloud that cannot, nothing is seen: its tenants count by their specs alone then. Thread-safe.
 */
final class TenantNamespaces {

  private final Clouds clouds;

  TenantNamespaces(Clouds clouds) {
    this.clouds = clouds;
  }

  <T extends HasMetadata> List<T> watched(Class<T> kind) {
    return clouds.usable().stream()
        .flatMap(cluster -> cluster.informers().of(kind).list().stream())
        .toList();
  }

  List<Namespace> liveNamespaces() {
    return live(
        Namespace.class,
        client -> client.namespaces().withLabel(Labels.MANAGED, "true").list().getItems());
  }

  List<ResourceQuota> liveQuotas() {
    return live(
        ResourceQuota.class,
        client ->
            client
                .resourceQuotas()
                .inAnyNamespace()
                .withLabel(Labels.MANAGED, "true")
                .list()
                .getItems());
  }

  /** Those of one tenant. */
  List<Namespace> liveNamespaces(String tenant) {
    return of(tenant, live(Namespace.class, client -> namespaces(tenant, client)));
  }

  /** Those of one tenant. */
  List<ResourceQuota> liveQuotas(String tenant) {
    return of(tenant, live(ResourceQuota.class, client -> quotas(tenant, client)));
  }

  /** Those of one tenant on one cluster, by its API server. */
  static List<Namespace> namespaces(String tenant, KubernetesClient client) {
    return client
        .namespaces()
        .withLabel(Labels.MANAGED, "true")
        .withLabel(Labels.TENANT, tenant)
        .list()
        .getItems();
  }

  /** Those of one tenant on one cluster, by its API server. */
  static List<ResourceQuota> quotas(String tenant, KubernetesClient client) {
    return client
        .resourceQuotas()
        .inAnyNamespace()
        .withLabel(Labels.MANAGED, "true")
        .withLabel(Labels.TENANT, tenant)
        .list()
        .getItems();
  }

  /** What a watch answers for is of all tenants. */
  private static <T extends HasMetadata> List<T> of(String tenant, List<T> all) {
    return all.stream()
        .filter(o -> tenant.equals(o.getMetadata().getLabels().get(Labels.TENANT)))
        .toList();
  }

  /** A cloud that has just stopped answering must not hold up what concerns no tenant there. */
  private <T extends HasMetadata> List<T> live(
      Class<T> kind, Function<KubernetesClient, List<T>> list) {
    return clouds.usable().stream().flatMap(cluster -> live(cluster, kind, list).stream()).toList();
  }

  private <T extends HasMetadata> List<T> live(
      TenantCluster cluster, Class<T> kind, Function<KubernetesClient, List<T>> list) {
    try {
      return list.apply(cluster.client());
    } catch (KubernetesClientException e) {
      if (cluster.cloud() == null) {
        throw e;
      }
      clouds.suspect(cluster.cloud());
      return cluster.informers().of(kind).list();
    }
  }

  /** Whether the watches show a namespace of the tenant. */
  boolean isSeen(String tenant) {
    return clouds.usable().stream()
        .anyMatch(
            c -> !c.informers().of(Namespace.class).by(Informers.BY_TENANT, tenant).isEmpty());
  }

  /** Whether a namespace of the tenant is left, or may be where nobody can look. */
  boolean mayBeLeft(String tenant) {
    return clouds.mayBeAway(tenant) || clouds.usable().stream().anyMatch(c -> mayBeLeft(tenant, c));
  }

  private boolean mayBeLeft(String tenant, TenantCluster cluster) {
    try {
      return isLeft(tenant, cluster);
    } catch (KubernetesClientException e) {
      if (cluster.cloud() == null) {
        throw e;
      }
      clouds.suspect(cluster.cloud());
      return true;
    }
  }

  /** Whether a namespace of the tenant is left on a cluster, by its API server. */
  static boolean isLeft(String tenant, TenantCluster cluster) {
    return !namespaces(tenant, cluster.client()).isEmpty();
  }

  /** Whether some cloud cannot be looked at now. */
  boolean incomplete() {
    return !clouds.complete();
  }
}
