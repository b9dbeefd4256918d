package dev.yunzhi.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees objects arrive in the cluster, by watches. Thread-safe. */
final class Arrivals implements AutoCloseable {

  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final List<SharedIndexInformer<?>> watches = new ArrayList<>();
  private volatile Expected expected = new Expected(List.of());

  Arrivals(KubernetesClient client, Collection<Class<? extends HasMetadata>> kinds) {
    kinds.forEach(kind -> watch(client, kind));
  }

  private <T extends HasMetadata> void watch(KubernetesClient client, Class<T> kind) {
    watches.add(client.resources(kind).inAnyNamespace().inform(new Handler<T>()));
  }

  /** From now on these are looked out for, and no others. */
  Expected expect(Collection<ObjectId> objects) {
    expected = new Expected(objects);
    return expected;
  }

  @Override
  public void close() {
    watches.forEach(SharedIndexInformer::stop);
  }

  /** Objects that are to arrive. */
  static final class Expected {
    private final Set<ObjectId> missing = ConcurrentHashMap.newKeySet();
    private final CountDownLatch left;
    private volatile long last;

    private Expected(Collection<ObjectId> objects) {
      missing.addAll(objects);
      left = new CountDownLatch(missing.size());
    }

    private void arrived(ObjectId object) {
      if (missing.remove(object)) {
        last = System.nanoTime();
        left.countDown();
      }
    }

    /**
     * Rests until kube-controller-manager has ended what came before, acts, and waits until all
     * have arrived.
     *
     * @param cpu takes the work of that time
     * @return nanoseconds from the beginning of the action to the last arrival
     */
    long time(CpuTime cpu, Runnable action) throws InterruptedException {
      Thread.sleep(REST.toMillis());
      cpu.begin();
      long start = System.nanoTime();
      action.run();
      long end = await(LIMIT);
      cpu.end();
      return end - start;
    }

    /**
     * Waits until all have arrived.
     *
     * @return {@link System#nanoTime} at which the last did
     * @throws IllegalStateException when some have not within the limit
     */
    long await(Duration limit) throws InterruptedException {
      if (!left.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "%d objects are not there after %s, among them %s"
                .formatted(missing.size(), limit, missing.iterator().next()));
      }
      return last;
    }
  }

  private final class Handler<T extends HasMetadata> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      expected.arrived(ObjectId.of(object));
    }

    @Override
    public void onUpdate(T before, T after) {}

    @Override
    public void onDelete(T object, boolean unknown) {}
  }
}
