package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.ServerSideApply;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The lease by which this replica tells the others that it lives and how far its share of the scan
 * is, and learns the same of them. Thread-safe.
 */
final class ReplicaLease implements Replicas {

  private static final Logger log = LoggerFactory.getLogger(ReplicaLease.class);

  /** Of replicas that are long gone: those of Pods have names that never come again. */
  private static final Duration LITTER = Duration.ofHours(1);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final Duration length;
  private final Duration renewal;
  private final Clock clock;
  private final LiveReplicas replicas = new LiveReplicas();
  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("scan-lease-"));

  private volatile ShareState own = ShareState.NOT_SCANNED;
  private volatile Map<String, ShareState> live = Map.of();

  /**
   * @param namespace of the leases
   * @param length how long a replica that is gone is still taken for one that lives; at least a
   *     second
   * @param renewal how often the lease is renewed, and those of others are looked at
   */
  ReplicaLease(
      KubernetesClient client,
      String namespace,
      String identity,
      Duration length,
      Duration renewal,
      Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.length = length;
    this.renewal = renewal;
    this.clock = clock;
  }

  /** Takes the lease and goes on renewing it. */
  @Override
  public void begin(Runnable onChange) {
    renew();
    var unused =
        renewing.scheduleWithFixedDelay(
            () -> renewAgain(onChange),
            renewal.toMillis(),
            renewal.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void renewAgain(Runnable onChange) {
    try {
      if (renew()) {
        onChange.run();
      }
    } catch (RuntimeException e) {
      log.warn("The lease of this replica's share of the scan cannot be renewed; trying again", e);
    }
  }

  /** Whether anything has changed with the others. */
  private boolean renew() {
    Instant now = clock.instant();
    Lease lease = lease(now);
    client.resource(lease).patch(ServerSideApply.by(Yunzhi.FIELD_MANAGER).build(), lease);
    List<Lease> all =
        client.leases().inNamespace(namespace).withLabel(Labels.SCAN_REPLICA).list().getItems();
    var before = live;
    live = replicas.look(all, now);
    for (Lease other : all) {
      if (other.getSpec().getRenewTime().toInstant().plus(LITTER).isBefore(now)) {
        client.resource(other).delete();
      }
    }
    return !others(before).equals(others(live));
  }

  private Map<String, ShareState> others(Map<String, ShareState> all) {
    var others = new TreeMap<>(all);
    others.remove(identity);
    return others;
  }

  private Lease lease(Instant now) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name())
        .addToLabels(Labels.SCAN_REPLICA, "true")
        .withAnnotations(own.annotations())
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(identity)
        .withLeaseDurationSeconds((int) Math.max(1, length.toSeconds()))
        .withRenewTime(now.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  /** An identity may be anything, a name may not. */
  private String name() {
    return "yunzhi-scan-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Shares shares() {
    return Shares.of(identity, live.keySet());
  }

  @Override
  public Map<String, ShareState> others() {
    return others(live);
  }

  @Override
  public void tell(ShareState state) {
    own = state;
  }

  @Override
  public void close() {
    renewing.shutdown();
    try {
      if (renewing.awaitTermination(renewal.toMillis(), TimeUnit.MILLISECONDS)) {
        client.leases().inNamespace(namespace).withName(name()).delete();
      }
    } catch (KubernetesClientException e) {
      log.info("The lease of this replica's share of the scan is left to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
