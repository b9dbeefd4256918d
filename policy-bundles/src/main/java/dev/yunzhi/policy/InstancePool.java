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

  /**
   * @param first one that is there already
   * @param size how many there are to be with it, at least 1
   */
  InstancePool(Factory factory, WasmInstance first, int size) throws InvalidBundleException {
    this.factory = factory;
    idle.add(first);
    for (int i = 1; i < size; i++) {
      idle.add(factory.create());
    }
  }

  /** What is done with an instance. */
  @FunctionalInterface
  interface Evaluation<T> {
    T by(WasmInstance instance) throws EvaluationException;
  }

  /**
   * Evaluates with an instance, which is fit for the next evaluation only if this one ended well.
   *
   * @param maxWait for an instance
   * @throws EngineBusyException if none became free in time
   */
  <T> T evaluate(Duration maxWait, Evaluation<T> evaluation) throws EvaluationException {
    WasmInstance instance = take(maxWait);
    boolean fit = false;
    try {
      T result = evaluation.by(instance);
      fit = true;
      return result;
    } finally {
      if (fit) {
        // The last one given back is the next one taken: its memory is still in the cache.
        idle.addFirst(instance);
      } else {
        replacer.execute(this::create);
      }
    }
  }

  private WasmInstance take(Duration maxWait) throws EngineBusyException {
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
