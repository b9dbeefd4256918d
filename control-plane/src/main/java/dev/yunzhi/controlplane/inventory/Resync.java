package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.asset.AssetHistory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the record with full lists of the cluster, so that nothing that was deleted while nobody
 * looked stays in it.
 */
final class Resync {
  private static final Logger LOG = LoggerFactory.getLogger(Resync.class);
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final Estate estate;
  private final HistoryWriter writer;
  private final AssetHistory history;
  private final String cluster;
  private final Clock clock;

  Resync(
      KubernetesClient client,
      Estate estate,
      HistoryWriter writer,
      AssetHistory history,
      String cluster,
      Clock clock) {
    this.client = client;
    this.estate = estate;
    this.writer = writer;
    this.history = history;
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * Compares every kind. First all are listed, then all are compared: whose a workload is stands in
   * other kinds.
   *
   * @return false when a kind could not be listed or written; it is as it was then
   */
  boolean all() {
    Instant asked = clock.instant();
    List<AssetKind<?>> listed = new ArrayList<>();
    for (AssetKind<?> kind : AssetKinds.ALL) {
      if (list(kind, asked)) {
        listed.add(kind);
      }
    }
    boolean whole = listed.size() == AssetKinds.ALL.size();
    if (!whole) {
      // Without the tenants, everything would look as if it were nobody's.
      return false;
    }
    for (AssetKind<?> kind : listed) {
      try {
        history.resync(cluster, kind.name(), writer.live(kind.name()), asked);
      } catch (RuntimeException e) {
        LOG.warn("comparing the record of {} failed: {}", kind.name(), e.getMessage());
        whole = false;
      }
    }
    return whole;
  }

  private <T extends HasMetadata> boolean list(AssetKind<T> kind, Instant asked) {
    List<Seen> found = new ArrayList<>();
    ListOptions page = new ListOptionsBuilder().withLimit(PAGE).build();
    try {
      do {
        KubernetesResourceList<T> list = resources(kind).list(page);
        list.getItems().stream()
            .filter(kind.counts())
            .forEach(object -> found.add(Seen.of(kind, object, asked)));
        page.setContinue(list.getMetadata().getContinue());
      } while (page.getContinue() != null && !page.getContinue().isEmpty());
    } catch (RuntimeException e) {
      LOG.warn("listing {} failed: {}", kind.name(), e.getMessage());
      return false;
    }
    writer.changed(estate.replace(kind.name(), found, asked), asked);
    return true;
  }

  /** All objects of a kind in the cluster that its selector takes. */
  <T extends HasMetadata>
      FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, Resource<T>> resources(
          AssetKind<T> kind) {
    var all = client.resources(kind.type()).inAnyNamespace();
    return kind.selector() == null ? all : all.withLabel(kind.selector());
  }
}
