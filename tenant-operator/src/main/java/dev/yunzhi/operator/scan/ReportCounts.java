package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.ReducedStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What the reports of the estate count, kept up by a watch: by it the replica that leads knows what
 * the others have found. Of a report only its numbers are kept. Thread-safe.
 */
final class ReportCounts implements AutoCloseable {

  private static final long PAGE = 20;

  private record Key(String namespace, String name) {
    static Key of(Report report) {
      return new Key(report.place(), report.getMetadata().getName());
    }
  }

  private final KubernetesClient client;
  private final Runnable onChange;
  private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
  private List<SharedIndexInformer<?>> informers = List.of();

  /**
   * @param onChange is told when all that there was at the beginning is counted, and after each
   *     change
   */
  ReportCounts(KubernetesClient client, Runnable onChange) {
    this.client = client;
    this.onChange = onChange;
  }

  /** Begins; does nothing when it has begun. */
  synchronized void begin() {
    if (informers.isEmpty()) {
      informers =
          List.of(
              begin(client.resources(PolicyReport.class).inAnyNamespace()),
              begin(client.resources(ClusterPolicyReport.class)));
    }
  }

  private <R extends Report> SharedIndexInformer<R> begin(
      FilterWatchListDeletable<R, ?, ?> reports) {
    SharedIndexInformer<R> informer =
        reports.withLabel(Labels.MANAGED, "true").withLimit(PAGE).runnableInformer(0);
    informer.itemStore(new ReducedStore<>(this::counted));
    informer.exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new Changes<>());
    var unused = informer.start().thenRun(onChange);
    return informer;
  }

  /** Counts a report as it comes in: events of the first list bring only what is kept of it. */
  private <R extends Report> R counted(R report) {
    var tally = new Tally();
    Reports.read(report).values().forEach(tally::add);
    tallies.put(Key.of(report), tally);
    report.reduce();
    return report;
  }

  /** Whether all reports that there were at the beginning are counted. */
  synchronized boolean synced() {
    return !informers.isEmpty() && informers.stream().allMatch(SharedIndexInformer::hasSynced);
  }

  /** What is counted in some namespaces together. */
  Tally in(Predicate<String> namespaces) {
    var all = new Tally();
    tallies.forEach(
        (key, tally) -> {
          if (namespaces.test(key.namespace())) {
            all.add(tally);
          }
        });
    return all;
  }

  @Override
  public synchronized void close() {
    informers.forEach(SharedIndexInformer::stop);
  }

  private final class Changes<R extends Report> implements ResourceEventHandler<R> {
    @Override
    public void onAdd(R report) {
      onChange.run();
    }

    @Override
    public void onUpdate(R before, R after) {
      onChange.run();
    }

    @Override
    public void onDelete(R report, boolean unknown) {
      tallies.remove(Key.of(report));
      onChange.run();
    }
  }
}
