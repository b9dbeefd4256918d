package dev.yunzhi.e2e.bench;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees by a watch when quotas have come to a number of pods. One change at a time. */
final class QuotaChanges implements AutoCloseable {

  private record Awaited(Set<String> namespaces, Quantity pods, CountDownLatch left) {}

  private final SharedIndexInformer<ResourceQuota> watch;
  private volatile Awaited awaited =
      new Awaited(Set.of(), new Quantity("0"), new CountDownLatch(0));

  QuotaChanges(KubernetesClient client) {
    watch = client.resourceQuotas().inAnyNamespace().inform(new Handler());
  }

  /**
   * Times a change.
   *
   * @param namespaces whose quotas it changes
   * @param pods what their {@code spec.hard} is to say after it
   * @return nanoseconds from the change until a watch has shown it on all of them
   */
  long time(Set<String> namespaces, int pods, Runnable change) throws InterruptedException {
    var missing = ConcurrentHashMap.<String>newKeySet();
    missing.addAll(namespaces);
    Awaited now =
        new Awaited(
            missing, new Quantity(Integer.toString(pods)), new CountDownLatch(missing.size()));
    awaited = now;
    long start = System.nanoTime();
    change.run();
    if (!now.left().await(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("a change of quota had no effect on " + missing);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    watch.stop();
  }

  private final class Handler implements ResourceEventHandler<ResourceQuota> {
    @Override
    public void onAdd(ResourceQuota quota) {}

    @Override
    public void onUpdate(ResourceQuota before, ResourceQuota after) {
      Awaited now = awaited;
      if (now.pods().equals(after.getSpec().getHard().get("pods"))
          && now.namespaces().remove(after.getMetadata().getNamespace())) {
        now.left().countDown();
      }
    }

    @Override
    public void onDelete(ResourceQuota quota, boolean unknown) {}
  }
}
