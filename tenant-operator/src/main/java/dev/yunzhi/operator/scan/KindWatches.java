package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.scan.Pending.Change;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.Watcher.Action;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches of the kinds that are judged, which keep nothing of what they see: the name of what
 * changes is handed on, and when changes may have been missed its kind is looked at as a whole.
 * Thread-safe.
 */
final class KindWatches implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KindWatches.class);

  private final KubernetesClient client;
  private final ObjectPages pages;
  private final Pending pending;
  private final Predicate<String> judged;
  private final VisibleChanges visible = new VisibleChanges();
  private final Map<ServedKind, Watch> open = new ConcurrentHashMap<>();

  /**
   * @param judged whether the objects of a namespace are judged; of none, by its empty name
   */
  KindWatches(
      KubernetesClient client, ObjectPages pages, Pending pending, Predicate<String> judged) {
    this.client = client;
    this.pages = pages;
    this.pending = pending;
    this.judged = judged;
  }

  /**
   * Opens those that are not open. What changes after this is handed on. Of a kind that cannot be
   * watched a run will say that it cannot be read.
   */
  void open(Collection<ServedKind> kinds) {
    for (ServedKind kind : kinds) {
      if (!open.containsKey(kind)) {
        try {
          open.put(kind, watch(kind));
        } catch (KubernetesClientException e) {
          log.atWarn()
              .addKeyValue("kind", kind.kind().kind())
              .setCause(e)
              .log("A kind cannot be watched; it is tried again");
        }
      }
    }
  }

  private Watch watch(ServedKind kind) {
    var from =
        new ListOptionsBuilder()
            .withResourceVersion(pages.version(kind))
            .withAllowWatchBookmarks(true)
            .build();
    return client
        .genericKubernetesResources(kind.definition())
        .inAnyNamespace()
        .watch(from, new Handing(kind));
  }

  private void handOn(ServedKind kind, Action action, GenericKubernetesResource seen) {
    var meta = seen.getMetadata();
    if (!kind.kind().namespaced()) {
      if (visible.changed(kind.kind(), action, seen) && judged.test("")) {
        pending.changed(new Change(kind, "", meta.getName()));
      }
    } else if (meta.getNamespace() != null && judged.test(meta.getNamespace())) {
      pending.changed(new Change(kind, meta.getNamespace(), meta.getName()));
    }
  }

  @Override
  public void close() {
    open.values().forEach(Watch::close);
    open.clear();
  }

  private final class Handing implements Watcher<GenericKubernetesResource> {
    private final ServedKind kind;

    Handing(ServedKind kind) {
      this.kind = kind;
    }

    @Override
    public boolean reconnecting() {
      return true;
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource seen) {
      switch (action) {
        case ADDED, MODIFIED, DELETED -> handOn(kind, action, seen);
        default -> {}
      }
    }

    /** Its place in the past is gone: the next run opens another, and looks at all of the kind. */
    @Override
    public void onClose(WatcherException cause) {
      log.atInfo()
          .addKeyValue("kind", kind.kind().kind())
          .addKeyValue("cause", cause.getMessage())
          .log("A watch of the scan has ended; its kind is looked at as a whole");
      open.remove(kind);
      visible.missed(kind.kind());
      pending.kind(kind.kind());
    }
  }
}
