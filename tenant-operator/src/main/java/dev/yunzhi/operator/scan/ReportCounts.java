package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.ReducedStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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
    static Key of(PolicyReport report) {
      return new Key(report.getMetadata().getNamespace(), report.getMetadata().getName());
    }
  }

  private final KubernetesClient client;
  private final Runnable onChange;
  private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
  private SharedIndexInformer<PolicyReport> informer;

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
    if (informer != null) {
      return;
    }
    informer =
        client
            .resources(PolicyReport.class)
            .inAnyNamespace()
            .withLabel(Labels.MANAGED, "true")
            .withLimit(PAGE)
            .runnableInformer(0);
    informer.itemStore(new ReducedStore<>(this::counted));
    informer.exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new Changes());
    var unused = informer.start().thenRun(onChange);
  }

  /** Counts a report as it comes in: events of the first list bring only what is kept of it. */
  private PolicyReport counted(PolicyReport report) {
    var tally = new Tally();
    Reports.read(report).values().forEach(tally::add);
    tallies.put(Key.of(report), tally);
    var meta = report.getMetadata();
    return new PolicyReport(
        new ObjectMetaBuilder()
            .withNamespace(meta.getNamespace())
            .withName(meta.getName())
            .withResourceVersion(meta.getResourceVersion())
            .build(),
        null,
        List.of());
  }

  /** Whether all reports that there were at the beginning are counted. */
  synchronized boolean synced() {
    return informer != null && informer.hasSynced();
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
    if (informer != null) {
      informer.stop();
    }
  }

  private final class Changes implements ResourceEventHandler<PolicyReport> {
    @Override
    public void onAdd(PolicyReport report) {
      onChange.run();
    }

    @Override
    public void onUpdate(PolicyReport before, PolicyReport after) {
      onChange.run();
    }

    @Override
    public void onDelete(PolicyReport report, boolean unknown) {
      tallies.remove(Key.of(report));
      onChange.run();
    }
  }
}
