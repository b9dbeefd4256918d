package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps the record of assets true to the home cluster: watches every kind of {@link AssetKinds},
 * writes what changed within a second, and compares with a full list at the start and at intervals.
 * {@link CloudInventories} do the same for further clusters, each on a thread of its own.
 */
@Component
@ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
final class Inventory extends BackgroundWork implements ClusterInventory.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final Duration FLUSH_EVERY = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final DepartmentTree departments;
  private final TenantBoard board;
  private final ComponentCatalogue catalogue;
  private final Database database;
  private final Clock clock;
  private final Duration resyncEvery;
  private final ClusterInventory home;
  private final ClusterWatch watch;
  private final CloudInventories clouds;

  Inventory(
      KubernetesClient client,
      DepartmentTree departments,
      TenantBoard board,
      ComponentCatalogue catalogue,
      Database database,
      AssetHistory history,
      AssetReader assets,
      YunzhiProperties properties,
      MeterRegistry meters,
      Clock clock) {
    super("inventory");
    this.departments = departments;
    this.board = board;
    this.catalogue = catalogue;
    this.database = database;
    this.clock = clock;
    this.resyncEvery = properties.inventory().resync();
    this.home =
        new ClusterInventory(
            properties.cluster(), AssetKinds.ALL, new Estate(), history, this, clock);
    this.watch = new ClusterWatch(client, home);
    this.clouds = new CloudInventories(client, home, history, assets, resyncEvery, meters, clock);
    home.register(meters);
  }

  @Override
  public synchronized void start() {
    watch.start();
    super.start();
  }

  @Override
  public void seen(HasMetadata object) {
    if (object instanceof Department department) {
      departments.put(department);
    } else if (object instanceof Cloud cloud) {
      clouds.put(cloud);
    }
    if (object instanceof SharedComponent component) {
      catalogue.put(component);
    }
    board.put(object);
  }

  @Override
  public void gone(HasMetadata object, Instant at) {
    if (object instanceof Department) {
      departments.remove(object.getMetadata().getName());
    } else if (object instanceof Cloud cloud) {
      clouds.remove(cloud, at);
    }
    if (object instanceof SharedComponent) {
      catalogue.remove(object.getMetadata().getName());
    }
    board.remove(object);
  }

  @Override
  public void touched(Set<Seen> touched, Instant at) {
    clouds.ownersTouched(touched, at);
  }

  @Override
  protected void work() throws InterruptedException {
    Instant nextComparison = Instant.MIN;
    while (goesOn()) {
      if (database.isReady()) {
        home.flush();
        if (!clock.instant().isBefore(nextComparison)) {
          Duration pause = compare() ? resyncEvery : min(RETRY_AFTER, resyncEvery);
          nextComparison = clock.instant().plus(pause);
        }
        clouds.settle();
      }
      Thread.sleep(FLUSH_EVERY.toMillis());
    }
  }

  private boolean compare() {
    Instant asked = clock.instant();
    try {
      watch.list(asked);
    } catch (KubernetesClientException e) {
      LOG.warn("listing the cluster failed: {}", e.getMessage());
      return false;
    }
    return home.compare(asked) && clouds.endUnknown(asked);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public synchronized void stop() {
    watch.close();
    super.stop();
    clouds.close();
  }
}
