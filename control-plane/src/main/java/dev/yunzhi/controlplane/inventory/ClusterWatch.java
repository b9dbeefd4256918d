package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look into one cluster while there is a way to it: watches every kind, and lists all when asked
 * to. Not thread-safe.
 */
final class ClusterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final ClusterInventory inventory;
  private final Map<AssetKind<?>, SharedIndexInformer<?>> informers = new HashMap<>();

  /**
   * Asks nothing yet.
   *
   * @param client whoever made it closes it, after this
   */
  ClusterWatch(KubernetesClient client, ClusterInventory inventory) {
    this.client = client;
    this.inventory = inventory;
  }

  /**
   * Begins to watch; what there is comes as it is seen. Kinds that the cluster may be without wait
   * for the first list that finds them.
   */
  void start() {
    inventory.kinds().stream().filter(kind -> !kind.optional()).forEach(this::watch);
  }

  private <T extends HasMetadata> void watch(AssetKind<T> kind) {
    SharedIndexInformer<T> informer = resources(kind).runnableInformer(0);
    // The informer needs to know what there is, not how it looks.
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.UID_KEY_STATE,
            kind.type(),
            client.getKubernetesSerialization(),
            "metadata.name",
            "metadata.namespace"));
    informer.removeNamespaceIndex();
    informer.exceptionHandler(
        (started, error) -> {
          LOG.warn(
              "watching {} in {} failed, trying again: {}",
              kind.name(),
              inventory.cluster(),
              error.getMessage());
          return true;
        });
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            inventory.seen(kind, object);
          }

          @Override
          public void onUpdate(T before, T object) {
            inventory.seen(kind, object);
          }

          @Override
          public void onDelete(T object, boolean stateUnknown) {
            inventory.gone(kind, object);
          }
        });
    informers.put(kind, informer);
    informer.start();
  }

  /**
   * Lists every kind: first all of them, for whose a workload is stands in other kinds.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when one could not be listed;
   *     then nothing may be compared: without the tenants, everything would look as if it were
   *     nobody's
   */
  void list(Instant asked) {
    for (AssetKind<?> kind : inventory.kinds()) {
      if (kind.optional()) {
        listIfThereIs(kind, asked);
      } else {
        list(kind, asked);
      }
    }
  }

  /** A kind that the cluster does not know has no objects there. */
  private void listIfThereIs(AssetKind<?> kind, Instant asked) {
    try {
      if (!informers.containsKey(kind)) {
        resources(kind).list(new ListOptionsBuilder().withLimit(1L).build());
        watch(kind);
      }
      list(kind, asked);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      SharedIndexInformer<?> informer = informers.remove(kind);
      if (informer != null) {
        informer.stop();
      }
      inventory.listed(kind, List.of(), asked);
    }
  }

  private <T extends HasMetadata> void list(AssetKind<T> kind, Instant asked) {
    List<Seen> found = new ArrayList<>();
    ListOptions page = new ListOptionsBuilder().withLimit(PAGE).build();
    do {
      KubernetesResourceList<T> list = resources(kind).list(page);
      list.getItems().stream()
          .filter(kind.counts())
          .forEach(object -> found.add(Seen.of(kind, object, asked)));
      page.setContinue(list.getMetadata().getContinue());
    } while (page.getContinue() != null && !page.getContinue().isEmpty());
    inventory.listed(kind, found, asked);
  }

  private <T extends HasMetadata>
      FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, Resource<T>> resources(
          AssetKind<T> kind) {
    var all = client.resources(kind.type()).inAnyNamespace();
    return kind.selector() == null ? all : all.withLabel(kind.selector());
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
    informers.clear();
  }
}
