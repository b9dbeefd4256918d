package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.register.RegisterKind;
import dev.yunzhi.audit.store.StoreException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inventories of further clouds, one for each Cloud. Events may come on any thread; {@link
 * #settle}, {@link #endUnknown} and {@link #close} are of one thread.
 */
final class CloudInventories implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudInventories.class);

  private final KubernetesClient client;
  private final ClusterInventory home;
  private final AssetHistory history;
  private final AssetReader assets;
  private final Duration resyncEvery;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Cloud> clouds = new ConcurrentHashMap<>();
  private final Map<String, Instant> removed = new ConcurrentHashMap<>();
  private final Map<String, CloudInventory> running = new ConcurrentHashMap<>();

  CloudInventories(
      KubernetesClient client,
      ClusterInventory home,
      AssetHistory history,
      AssetReader assets,
      Duration resyncEvery,
      MeterRegistry meters,
      Clock clock) {
    this.client = client;
    this.home = home;
    this.history = history;
    this.assets = assets;
    this.resyncEvery = resyncEvery;
    this.meters = meters;
    this.clock = clock;
  }

  /** Takes a Cloud in, or its change. */
  void put(Cloud cloud) {
    String name = cloud.getMetadata().getName();
    if (name.equals(home.cluster()) || name.equals(RegisterKind.CLUSTER)) {
      LOG.warn("Cloud {} is not inventoried: the record has other assets under that name", name);
      return;
    }
    clouds.put(name, cloud);
    CloudInventory inventory = running.get(name);
    if (inventory != null) {
      inventory.update(cloud);
    }
  }

  /** Takes a Cloud out. */
  void remove(Cloud cloud, Instant at) {
    String name = cloud.getMetadata().getName();
    removed.put(name, at);
    clouds.remove(name);
  }

  /** Tells all that tenants changed at home: what they have on clouds changed with them. */
  void ownersTouched(Set<Seen> atHome, Instant at) {
    running.values().forEach(inventory -> inventory.ownersTouched(atHome, at));
  }

  /** Lets begin and end what is to. */
  void settle() {
    if (!home.isListed()) {
      return;
    }
    running.forEach(
        (name, inventory) -> {
          Cloud cloud = clouds.get(name);
          if (cloud == null || !inventory.isOf(cloud)) {
            Instant at = removed.remove(name);
            inventory.end(at == null ? clock.instant() : at);
          }
          if (inventory.hasEnded()) {
            running.remove(name);
          }
        });
    clouds.forEach(
        (name, cloud) -> {
          // A namesake begins when the one before it has ended.
          if (!running.containsKey(name)) {
            begin(name, cloud);
          }
        });
  }

  private CloudInventory begin(String name, Cloud cloud) {
    ClusterInventory inventory =
        new ClusterInventory(
            name,
            AssetKinds.FURTHER,
            new Estate(home.estate(), name),
            history,
            ClusterInventory.Listener.NONE,
            clock);
    CloudInventory started =
        new CloudInventory(
            inventory,
            new InventorySecret(client),
            new ClusterAsset(history, name),
            resyncEvery,
            meters,
            clock);
    if (cloud != null) {
      started.update(cloud);
    }
    running.put(name, started);
    started.start();
    return started;
  }

  /**
   * Ends what is in the record of Clouds that were deleted while nobody looked. The home cluster
   * has just been listed.
   *
   * @return false when the record could not be asked
   */
  boolean endUnknown(Instant asked) {
    Set<String> known = new HashSet<>(running.keySet());
    home.estate()
        .standing(AssetKinds.CLOUD.name())
        .forEach(cloud -> known.add(cloud.seen().name()));
    Set<String> recorded = new HashSet<>();
    try {
      assets.stream(
          AsOf.at(clock.instant()),
          new AssetFilter(null, null, ClusterAsset.KIND),
          version -> recorded.add(version.asset().cluster()));
    } catch (StoreException e) {
      LOG.warn("asking which clouds are in the record failed: {}", e.getMessage());
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    recorded.removeAll(known);
    recorded.forEach(name -> begin(name, null).end(asked));
    return true;
  }

  @Override
  public void close() {
    running.values().forEach(CloudInventory::stop);
  }
}
