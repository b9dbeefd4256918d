package dev.yunzhi.operator.cloud;

import dev.yunzhi.api.cloud.CloudAccess;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.TenantCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** A way to one cloud while it is open: client, watches, and threads for writes. */
final class OpenCloud implements AutoCloseable {

  private static final List<Class<? extends HasMetadata>> PARTS =
      List.of(
          Namespace.class,
          ResourceQuota.class,
          LimitRange.class,
          NetworkPolicy.class,
          RoleBinding.class);

  /** First lists are long: they may take so many times as long as one answer. */
  private static final int LISTS = 6;

  private final CloudAccess access;
  private final Wiring wiring;
  private final ExecutorService writers;
  private final TenantCluster cluster;
  private CompletableFuture<Void> lists;

  private OpenCloud(String name, CloudAccess access, Wiring wiring, KubernetesClient client) {
    this.access = access;
    this.wiring = wiring;
    var informers = Informers.ofCloud(client, wiring.clock(), wiring.parts());
    this.writers =
        Executors.newFixedThreadPool(
            2 * wiring.turns(), new CustomizableThreadFactory("apply-" + name + "-"));
    this.cluster =
        new TenantCluster(
            name,
            client,
            informers,
            new Applier(client, informers, wiring.parts(), writers),
            new Semaphore(wiring.turns()));
  }

  /**
   * Opens the way; nothing is asked of the cluster yet.
   *
   * @throws CloudFault when a key or certificate of the kubeconfig is none
   */
  static OpenCloud to(String name, CloudAccess access, Wiring wiring) throws CloudFault {
    KubernetesClient client;
    try {
      client = new KubernetesClientBuilder().withConfig(access.config(wiring.timeout())).build();
    } catch (RuntimeException e) {
      // Its message may quote a key.
      throw new CloudFault(
          CloudHealth.KUBECONFIG_INVALID,
          "The kubeconfig's certificate-authority-data, client-certificate-data or client-key-data is not PEM in base64.");
    }
    return new OpenCloud(name, access, wiring, client);
  }

  CloudAccess access() {
    return access;
  }

  TenantCluster cluster() {
    return cluster;
  }

  /**
   * Returns once all there is has been listed, and goes on to watch. Does nothing the second time.
   *
   * @param ofTenant takes the name of a tenant when something of it differs
   */
  void watch(Consumer<String> ofTenant) throws CloudFault {
    if (lists == null) {
      PARTS.forEach(kind -> cluster.informers().of(kind).subscribe(new Telling(ofTenant)));
      lists = cluster.informers().start();
    }
    try {
      lists.get(LISTS * wiring.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new CloudFault(
          CloudHealth.UNREACHABLE, "%s does not answer.".formatted(access.server()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while listing", e);
    }
  }

  /** Names of the tenants of which the watches show a namespace, and those named. */
  Set<String> tenants(Collection<String> named) {
    var tenants = new HashSet<>(named);
    cluster
        .informers()
        .of(Namespace.class)
        .list()
        .forEach(n -> tenants.add(n.getMetadata().getLabels().get(Labels.TENANT)));
    return tenants;
  }

  /** Whoever is at work on it finds it closed: what is under way fails. */
  @Override
  public void close() {
    cluster.informers().close();
    cluster.client().close();
    // Not shutdownNow: whoever waits for a write that never began would wait for ever.
    writers.shutdown();
  }

  private record Telling(Consumer<String> ofTenant) implements ResourceEventHandler<HasMetadata> {
    @Override
    public void onAdd(HasMetadata object) {
      tell(object);
    }

    @Override
    public void onUpdate(HasMetadata before, HasMetadata after) {
      if (InformedEvents.changed(before, after)) {
        tell(before);
        tell(after);
      }
    }

    @Override
    public void onDelete(HasMetadata object, boolean unknown) {
      tell(object);
    }

    private void tell(HasMetadata object) {
      var labels = object.getMetadata().getLabels();
      String tenant = labels == null ? null : labels.get(Labels.TENANT);
      if (tenant != null) {
        ofTenant.accept(tenant);
      }
    }
  }
}
