package dev.yunzhi.e2e.operator;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Follows departments, tenants, namespaces and quotas by watches from before a storm to after it.
 * All of them lie in one etcd, whose revisions put their events in the order in which they
 * happened: replayed in it, no moment is missed.
 */
final class BudgetObserver implements AutoCloseable {

  /**
   * One change.
   *
   * @param revision of etcd
   */
  record Change(long revision, boolean deleted, HasMetadata object) {}

  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Queue<WatcherException> broken = new ConcurrentLinkedQueue<>();
  private final List<Watch> watches = new ArrayList<>();

  BudgetObserver(KubernetesClient client) {
    follow(client.resources(Department.class));
    follow(client.resources(Tenant.class));
    follow(client.namespaces().withLabel(Labels.TENANT));
    follow(client.resourceQuotas().inAnyNamespace().withLabel(Labels.TENANT));
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>> void follow(
      FilterWatchListDeletable<T, L, ?> kind) {
    L there = kind.list();
    there.getItems().forEach(object -> changes.add(change(false, object)));
    watches.add(
        kind.watch(
            new ListOptionsBuilder()
                .withResourceVersion(there.getMetadata().getResourceVersion())
                .build(),
            new Watcher<T>() {
              @Override
              public void eventReceived(Action action, T object) {
                if (action != Action.BOOKMARK) {
                  changes.add(change(action == Action.DELETED, object));
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                broken.add(cause);
              }
            }));
  }

  private static Change change(boolean deleted, HasMetadata object) {
    return new Change(Long.parseLong(object.getMetadata().getResourceVersion()), deleted, object);
  }

  /** Whether a change of this revision or a later one has been seen. */
  boolean hasSeen(String revision) {
    long wanted = Long.parseLong(revision);
    return changes.stream().anyMatch(c -> c.revision() >= wanted);
  }

  /**
   * All so far, in the order of their revisions.
   *
   * @throws IllegalStateException when a watch has broken: something may be missing
   */
  List<Change> inOrder() {
    if (!broken.isEmpty()) {
      throw new IllegalStateException("a watch has ended", broken.peek());
    }
    return changes.stream().sorted(Comparator.comparingLong(Change::revision)).toList();
  }

  /** The sums of every moment that are beyond what they may be. */
  List<String> overshoots() {
    var books = new BudgetBooks();
    var overshoots = new ArrayList<String>();
    for (Change change : inOrder()) {
      books.take(change);
      if (!(change.object() instanceof Tenant)
          && !(change.object() instanceof Namespace n && n.isMarkedForDeletion())) {
        books.overshoots().forEach(o -> overshoots.add("at " + change.revision() + ": " + o));
      }
    }
    return overshoots;
  }

  long quotaChanges() {
    return changes.stream().filter(c -> c.object() instanceof ResourceQuota).count();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
