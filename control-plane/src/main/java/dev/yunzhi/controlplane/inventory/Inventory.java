package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps the record of assets true to the cluster: watches every kind of {@link AssetKinds}, writes
 * what changed within a second, and compares with a full list at the start and at intervals.
 */
@Component
@ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
final class Inventory extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final Duration FLUSH_EVERY = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final DepartmentTree departments;
  private final TenantBoard board;
  private final ComponentCatalogue catalogue;
  private final Database database;
  private final Clock clock;
  private final Duration resyncEvery;
  private final Estate estate = new Estate();
  private final HistoryWriter writer;
  private final Resync resync;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

  Inventory(
      KubernetesClient client,
      DepartmentTree departments,
      TenantBoard board,
      ComponentCatalogue catalogue,
      Database database,
      AssetHistory history,
      YunzhiProperties properties,
      MeterRegistry meters,
      Clock clock) {
    super("inventory");
    this.client = client;
    this.departments = departments;
    this.board = board;
    this.catalogue = catalogue;
    this.database = database;
    this.clock = clock;
    this.resyncEvery = properties.inventory().resync();
    this.writer = new HistoryWriter(estate, history, properties.cluster());
    this.resync = new Resync(client, estate, writer, history, properties.cluster(), clock);
    AssetKinds.ALL.forEach(
        kind ->
            Gauge.builder("yunzhi.assets", () -> estate.standing(kind.name()).size())
                .description("Assets that stand")
                .tag("kind", kind.name())
                .register(meters));
    Gauge.builder("yunzhi.inventory.waiting", writer::waiting)
        .description("Changes of assets that are not in the record yet")
        .register(meters);
  }

  @Override
  public synchronized void start() {
    AssetKinds.ALL.forEach(this::watch);
    super.start();
  }

  private <T extends HasMetadata> void watch(AssetKind<T> kind) {
    SharedIndexInformer<T> informer = resync.resources(kind).runnableInformer(0);
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
          LOG.warn("watching {} failed, trying again: {}", kind.name(), error.getMessage());
          return true;
        });
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            seen(kind, object);
          }

          @Override
          public void onUpdate(T before, T object) {
            seen(kind, object);
          }

          @Override
          public void onDelete(T object, boolean stateUnknown) {
            gone(kind, object);
          }
        });
    informers.add(informer);
    informer.start();
  }

  private <T extends HasMetadata> void seen(AssetKind<T> kind, T object) {
    if (object instanceof Department department) {
      departments.put(department);
    }
    if (object instanceof SharedComponent component) {
      catalogue.put(component);
    }
    board.put(object);
    if (kind.counts().test(object)) {
      Seen seen = Seen.of(kind, object, clock.instant());
      writer.changed(estate.put(seen), seen.at());
    }
  }

  private <T extends HasMetadata> void gone(AssetKind<T> kind, T object) {
    if (object instanceof Department) {
      departments.remove(object.getMetadata().getName());
    }
    if (object instanceof SharedComponent) {
      catalogue.remove(object.getMetadata().getName());
    }
    board.remove(object);
    Set<Seen> touched =
        estate.remove(new Seen.Key(kind.name(), object.getMetadata().getUid()), clock.instant());
    writer.changed(touched, clock.instant());
  }

  @Override
  protected void work() throws InterruptedException {
    Instant nextComparison = Instant.MIN;
    while (goesOn()) {
      if (database.isReady()) {
        flush();
        if (!clock.instant().isBefore(nextComparison)) {
          Duration pause = resync.all() ? resyncEvery : min(RETRY_AFTER, resyncEvery);
          nextComparison = clock.instant().plus(pause);
        }
      }
      Thread.sleep(FLUSH_EVERY.toMillis());
    }
  }

  private void flush() {
    try {
      writer.flush();
    } catch (RuntimeException e) {
      LOG.warn("{} changes of assets wait for the database: {}", writer.waiting(), e.getMessage());
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public synchronized void stop() {
    informers.forEach(SharedIndexInformer::stop);
    informers.clear();
    super.stop();
  }
}
