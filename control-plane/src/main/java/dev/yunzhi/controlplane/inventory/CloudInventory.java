package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.cloud.CloudAccess;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.controlplane.BackgroundWork;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of assets true to one further cluster, on a thread of its own: whatever does not
 * answer holds up nobody else.
 *
 * <p>Lost is not deleted. What stood there stands until the same cluster answers again and all of
 * it has been listed; then what was deleted meanwhile is gone. Before anything is written, the
 * cluster is asked who it is: another one behind the same address is never taken for it.
 */
final class CloudInventory extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(CloudInventory.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** An answer that was lost once is no outage. */
  private static final int MISSES = 2;

  private static final String SEEN = "Seen";

  private final ClusterInventory inventory;
  private final InventorySecret secret;
  private final ClusterAsset asset;
  private final Duration resyncEvery;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private volatile Cloud cloud;
  private volatile Instant end;
  private volatile boolean ended;
  private volatile Instant lastSeen;
  private volatile boolean lost;

  // Only on the thread of its own.
  private CloudAccess access;
  private KubernetesClient client;
  private ClusterWatch watch;
  private Instant nextLook = Instant.MIN;
  private Instant nextComparison = Instant.MIN;
  private int missed;

  CloudInventory(
      ClusterInventory inventory,
      InventorySecret secret,
      ClusterAsset asset,
      Duration resyncEvery,
      MeterRegistry meters,
      Clock clock) {
    super("inventory-" + inventory.cluster());
    this.inventory = inventory;
    this.secret = secret;
    this.asset = asset;
    this.resyncEvery = resyncEvery;
    this.meters = meters;
    this.clock = clock;
  }

  /** Takes the Cloud in as it is now. One of another uid is a namesake, and not this one's. */
  void update(Cloud now) {
    if (cloud == null || isOf(now)) {
      cloud = now;
      news.release();
    }
  }

  boolean isOf(Cloud other) {
    return cloud != null && cloud.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  void ownersTouched(Set<Seen> atHome, Instant at) {
    inventory.ownersTouched(atHome, at);
  }

  /** The Cloud is gone for good: nobody governs what is there any more. The first time counts. */
  void end(Instant at) {
    if (end == null) {
      end = at;
      news.release();
    }
  }

  /** Whether it had to end, and the record knows. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  protected void work() throws InterruptedException {
    List<Meter> shown = show();
    try {
      while (goesOn() && !ended) {
        Duration pause = end == null ? look() : carryOutEnd();
        if (news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
          nextLook = Instant.MIN;
        }
      }
    } finally {
      disconnect();
      shown.forEach(meters::remove);
    }
  }

  private List<Meter> show() {
    List<Meter> shown = new ArrayList<>(inventory.register(meters));
    Instant start = clock.instant();
    shown.add(
        Gauge.builder("yunzhi.inventory.unseen", () -> unseen(start))
            .description("For how long the inventory has not seen the cluster")
            .baseUnit("seconds")
            .tag("cluster", inventory.cluster())
            .register(meters));
    return shown;
  }

  /** In seconds; no number when nobody wants to see it. */
  private double unseen(Instant start) {
    Cloud now = cloud;
    if (now == null || now.getSpec().inventorySecret() == null) {
      return Double.NaN;
    }
    Instant since = lastSeen == null ? start : lastSeen;
    return lost ? Duration.between(since, clock.instant()).toSeconds() : 0;
  }

  /** How long to wait before the next. */
  private Duration look() {
    try {
      keepUp(connect());
      return TICK;
    } catch (CloudLost e) {
      return lost(e);
    } catch (RuntimeException e) {
      // Of the database or of the home cluster: says nothing of this one.
      LOG.warn("inventory of cloud {} waits: {}", inventory.cluster(), e.getMessage());
      return RETRY_AFTER;
    }
  }

  /** Whether the way was looked at anew. */
  private boolean connect() throws CloudLost {
    if (client != null && clock.instant().isBefore(nextLook)) {
      return false;
    }
    CloudAccess now = secret.read(cloud);
    nextLook = clock.instant().plus(LOOK_EVERY);
    if (!now.equals(access)) {
      disconnect();
    }
    if (client == null) {
      client = open(now);
      access = now;
      requireSameCluster();
      watch = new ClusterWatch(client, inventory);
      watch.start();
    }
    return true;
  }

  private static KubernetesClient open(CloudAccess access) throws CloudLost {
    try {
      return new KubernetesClientBuilder().withConfig(access.config(TIMEOUT)).build();
    } catch (RuntimeException e) {
      // Its message may quote a key.
      throw new CloudLost(
          CloudLost.KUBECONFIG_INVALID, "a certificate or key of the kubeconfig is not PEM");
    }
  }

  private void keepUp(boolean looked) throws CloudLost {
    Instant now = clock.instant();
    boolean due = !now.isBefore(nextComparison);
    if (due) {
      list(now);
    }
    if (due || looked || inventory.waiting() > 0) {
      // After what is to be written has been seen, and before it is written.
      requireSameCluster();
      // First, for by it the record is asked which clouds have to end.
      found();
      if (due) {
        nextComparison =
            clock
                .instant()
                .plus(inventory.compare(now) ? resyncEvery : min(RETRY_AFTER, resyncEvery));
      }
      inventory.flush();
    }
  }

  private void list(Instant asked) throws CloudLost {
    try {
      watch.list(asked);
    } catch (KubernetesClientException e) {
      throw CloudLost.by(e);
    }
  }

  private void requireSameCluster() throws CloudLost {
    String expected = cloud.getStatus() == null ? null : cloud.getStatus().clusterId();
    if (expected == null) {
      throw new CloudLost(CloudLost.NOT_IDENTIFIED, "the operator has not reached it yet");
    }
    Namespace system;
    try {
      system = client.namespaces().withName("kube-system").get();
    } catch (KubernetesClientException e) {
      throw CloudLost.by(e);
    }
    if (system == null || !expected.equals(system.getMetadata().getUid())) {
      inventory.forget();
      throw new CloudLost(
          CloudLost.CLUSTER_CHANGED,
          "the kubeconfig of Secret %s leads to another cluster than that of the operator"
              .formatted(cloud.getSpec().inventorySecret()));
    }
  }

  private void found() {
    lastSeen = clock.instant();
    missed = 0;
    asset.is(SEEN, cloud, lastSeen);
    if (lost) {
      LOG.info("cloud {} is seen again", inventory.cluster());
      lost = false;
    }
  }

  private Duration lost(CloudLost why) {
    disconnect();
    missed++;
    if (missed >= MISSES) {
      if (!lost) {
        LOG.warn(
            "cloud {} is not seen: {}, {}", inventory.cluster(), why.state(), why.getMessage());
        lost = true;
      }
      try {
        asset.is(why.state(), cloud, lastSeen == null ? clock.instant() : lastSeen);
      } catch (RuntimeException e) {
        LOG.warn("that cloud {} is lost waits: {}", inventory.cluster(), e.getMessage());
      }
    }
    return min(Duration.ofSeconds(1L << Math.min(missed - 1, 6)), LONGEST_PAUSE);
  }

  private void disconnect() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    if (client != null) {
      client.close();
      client = null;
    }
    access = null;
    // Whoever is found again is listed anew.
    nextComparison = Instant.MIN;
  }

  /** The instant at which it ended, and once more for what was seen after it. */
  private Duration carryOutEnd() {
    disconnect();
    inventory.forget();
    try {
      for (Instant at : List.of(end, clock.instant())) {
        if (!inventory.compare(at)) {
          return RETRY_AFTER;
        }
      }
      asset.isGone(clock.instant());
      ended = true;
    } catch (RuntimeException e) {
      LOG.warn("the end of cloud {} waits: {}", inventory.cluster(), e.getMessage());
    }
    return RETRY_AFTER;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
