package dev.yunzhi.policy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops evaluations that run too long by interrupting their threads: the compiled WebAssembly looks
 * at the interrupt flag at every call and every loop. Safe for use by many threads.
 */
final class Watchdog implements AutoCloseable {
  private static final long TICK_MILLIS = 10;

  private final Duration limit;
  private final Set<Watch> running = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  Watchdog(Duration limit) {
    this.limit = limit;
    this.thread = new Thread(this::run, "policy-watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  Duration limit() {
    return limit;
  }

  /** Watches the calling thread until the watch is closed, by that same thread. */
  Watch watch() {
    Watch watch = new Watch();
    running.add(watch);
    return watch;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        running.forEach(watch -> watch.check(now));
      }
    } catch (InterruptedException e) {
      // The engine was closed.
      Thread.currentThread().interrupt();
    }
  }

  /** One evaluation under way. */
  final class Watch implements AutoCloseable {
    private final Thread evaluating = Thread.currentThread();
    private final long start = System.nanoTime();
    private boolean ended;
    private boolean expired;

    private synchronized void check(long now) {
      if (!ended && !expired && now - start > limit.toNanos()) {
        expired = true;
        evaluating.interrupt();
      }
    }

    synchronized boolean expired() {
      return expired;
    }

    /** Ends the watch; an interrupt that came from it does not outlive it. */
    @Override
    public synchronized void close() {
      ended = true;
      running.remove(this);
      if (expired) {
        Thread.interrupted();
      }
    }
  }
}
