package dev.yunzhi.policy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of instances that stay ready, data loaded, between evaluations. One that failed is
 * discarded, and another is made in the background. Safe for use by many threads.
 */
final class InstancePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);

  /** Makes an instance. */
  @FunctionalInterface
  interface Factory {
    WasmInstance create() throws InvalidBundleException;
  }

  private final Factory factory;
  private final LinkedBlockingDeque<WasmInstance> idle = new LinkedBlockingDeque<>();
  private final ThreadPoolExecutor replacer =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "policy-instances");
            thread.setDaemon(true);
            return thread;
          },
          // Nothing needs to be replaced in a pool that was closed.
          new ThreadPoolExecutor.DiscardPolicy());

  InstancePool(Factory factory, int size) throws InvalidBundleException {
    this.factory = factory;
    for (int i = 0; i < size; i++) {
      idle.add(factory.create());
    }
  }

  /** Takes an instance, which the caller gives back or discards. */
  WasmInstance take(Duration maxWait) throws EngineBusyException {
    try {
      WasmInstance instance = idle.pollFirst(maxWait.toNanos(), TimeUnit.NANOSECONDS);
      if (instance == null) {
        throw new EngineBusyException(
            "no policy instance became free within " + maxWait.toMillis() + " ms");
      }
      return instance;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineBusyException("interrupted while waiting for a policy instance");
    }
  }

  /** The last one given back is the next one taken: its memory is still in the cache. */
  void giveBack(WasmInstance instance) {
    idle.addFirst(instance);
  }

  /** Has another instance made in place of one that must not be used again. */
  void replace() {
    replacer.execute(this::create);
  }

  private void create() {
    try {
      idle.addLast(factory.create());
    } catch (InvalidBundleException | OutOfMemoryError e) {
      LOG.error("A policy instance could not be replaced; trying again in a second", e);
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, replacer).execute(this::create);
    }
  }

  @Override
  public void close() {
    replacer.shutdownNow();
    idle.clear();
  }
}
