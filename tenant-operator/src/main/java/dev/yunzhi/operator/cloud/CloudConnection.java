package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.cloud.CloudAccess;
import dev.yunzhi.api.v1alpha1.Cloud;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Keeps in touch with one cloud, on a thread of its own: whatever does not answer holds up nobody
 * else. While the cloud does not answer there is no {@link OpenCloud}, so nobody tries; when it
 * answers again a new one is opened, which lists everything anew. Thread-safe.
 */
final class CloudConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CloudConnection.class);

  /** An answer that was lost once is no outage: a second look decides. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

  private final String name;
  private final KubeconfigSecret secret;
  private final Wiring wiring;
  private final Supplier<String> expectedId;
  private final Supplier<Collection<String>> tenants;
  private final Listeners listeners;
  private final ScheduledExecutorService thread;

  private volatile CloudHealth health;
  private volatile OpenCloud open;
  private volatile Set<String> leftBehind;
  // Only on the thread of its own.
  private OpenCloud opening;
  private boolean missed;
  private final AtomicBoolean suspected = new AtomicBoolean();

  /**
   * Begins to look at once.
   *
   * @param expectedId identity that the cluster must have; gives null when any will do
   * @param tenants names of those that are to lie on the cloud
   */
  CloudConnection(
      Cloud cloud,
      Wiring wiring,
      Supplier<String> expectedId,
      Supplier<Collection<String>> tenants,
      Listeners listeners) {
    this.name = cloud.getMetadata().getName();
    this.secret =
        new KubeconfigSecret(wiring.home(), wiring.namespace(), cloud.getSpec().kubeconfigSecret());
    this.wiring = wiring;
    this.expectedId = expectedId;
    this.tenants = tenants;
    this.listeners = listeners;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("cloud-" + name + "-"));
    lookAfter(Duration.ZERO);
  }

  /**
   * Whom to tell.
   *
   * @param ofHealth takes the name of the cloud when its health differs
   * @param ofTenant takes the name of a tenant when something of it there differs
   */
  record Listeners(Consumer<String> ofHealth, Consumer<String> ofTenant) {}

  boolean uses(String secretName) {
    return secret.name().equals(secretName);
  }

  /** Null until the first look has ended. */
  CloudHealth health() {
    return health;
  }

  /** Null while the cloud cannot be used. */
  OpenCloud open() {
    return open;
  }

  /**
   * Whether something of a tenant may be on the cloud while it cannot be looked at: nobody but this
   * program puts anything there, so nothing has come since.
   */
  boolean mayHold(String tenant) {
    Set<String> known = leftBehind;
    return known == null || known.contains(tenant);
  }

  /** Has it looked at now: somebody got no answer. */
  void suspect() {
    if (suspected.compareAndSet(false, true)) {
      schedule(
          () -> {
            suspected.set(false);
            look();
          },
          Duration.ZERO);
    }
  }

  private void lookAfter(Duration delay) {
    schedule(
        () -> {
          look();
          lookAfter(wiring.probe());
        },
        delay);
  }

  private void schedule(Runnable task, Duration delay) {
    try {
      var unused = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      log.atDebug().addKeyValue("cloud", name).log("Not looked at any more");
    }
  }

  private void look() {
    try {
      CloudHealth.Sight sight = see();
      missed = false;
      // Who came while there was none waits to be told, even if all is as it was before.
      boolean opened = open != opening;
      open = opening;
      become(CloudHealth.connected(sight), opened);
    } catch (CloudFault fault) {
      failed(fault);
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("cloud", name).setCause(e).log("Cloud not looked at");
    }
  }

  private CloudHealth.Sight see() throws CloudFault {
    CloudAccess access = secret.read();
    if (opening != null && !opening.access().equals(access)) {
      disconnect();
    }
    if (opening == null) {
      opening = OpenCloud.to(name, access, wiring);
    }
    try {
      // Another cluster is asked nothing but who it is.
      String identity = Probe.identity(opening.cluster().client());
      String expected = expectedId.get();
      if (expected != null && !expected.equals(identity)) {
        throw new CloudFault(
            CloudHealth.CLUSTER_CHANGED,
            "The kubeconfig leads to another cluster (%s) than the one that this Cloud's tenants lie on (%s); put the kubeconfig of that one into the Secret."
                .formatted(identity, expected));
      }
      CloudHealth.Sight sight = Probe.of(opening.cluster().client(), identity);
      opening.watch(listeners.ofTenant());
      return sight;
    } catch (KubernetesClientException e) {
      throw CloudFault.of(access.server(), e);
    }
  }

  private void failed(CloudFault fault) {
    boolean wasThere = health != null && health.connected();
    if (wasThere && !missed && fault.reason().equals(CloudHealth.UNREACHABLE)) {
      missed = true;
      schedule(this::look, SECOND_LOOK);
      return;
    }
    missed = false;
    disconnect();
    if (health == null || !health.reason().equals(fault.reason())) {
      log.atWarn()
          .addKeyValue("cloud", name)
          .addKeyValue("reason", fault.reason())
          .setCause(fault)
          .log("Cloud cannot be used");
      become(new CloudHealth(fault.reason(), fault.getMessage(), null), false);
    } else if (!fault.reason().equals(CloudHealth.UNREACHABLE)) {
      // One that does not answer does so in many ways; that is not news.
      become(new CloudHealth(fault.reason(), fault.getMessage(), null), false);
    }
  }

  private void become(CloudHealth now, boolean tell) {
    if (tell || !Objects.equals(health, now)) {
      health = now;
      listeners.ofHealth().accept(name);
    }
  }

  private void disconnect() {
    if (open != null) {
      // Those that name it too: what is written just now no watch has shown.
      leftBehind = open.tenants(tenants.get());
    }
    open = null;
    if (opening != null) {
      opening.close();
      opening = null;
    }
  }

  @Override
  public void close() {
    open = null;
    schedule(this::disconnect, Duration.ZERO);
    thread.shutdown();
  }
}
