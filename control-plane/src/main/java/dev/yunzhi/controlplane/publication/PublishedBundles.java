package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.publication.RevisionStore.Current;
import dev.yunzhi.controlplane.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The bundles that agents are to have now, in memory; what another replica publishes is here within
 * half a second. Thread-safe.
 */
final class PublishedBundles implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedBundles.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Database database;
  private final RevisionStore store;
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile Current current;
  private volatile Thread poller;

  PublishedBundles(Database database, RevisionStore store) {
    this.database = database;
    this.store = store;
  }

  /** Empty while none has been published, or none has been read yet. */
  Optional<Current> current() {
    return Optional.ofNullable(current);
  }

  /** Has a listener called at the next change, and when this program stops. */
  void await(Runnable listener) {
    waiting.add(listener);
  }

  void forget(Runnable listener) {
    waiting.remove(listener);
  }

  /** Reads what is published now; does nothing when it is here. */
  synchronized void refresh() {
    long last = store.lastSequence();
    if (last > 0 && (current == null || current.sequence() != last)) {
      current = store.current().orElse(current);
      wake();
    }
  }

  private void wake() {
    waiting.forEach(
        listener -> {
          waiting.remove(listener);
          listener.run();
        });
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::poll, "bundles");
    thread.setDaemon(true);
    poller = thread;
    thread.start();
  }

  private void poll() {
    try {
      while (poller == Thread.currentThread()) {
        if (database.isReady()) {
          tryRefresh();
        }
        Thread.sleep(EVERY.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryRefresh() {
    try {
      refresh();
    } catch (RuntimeException e) {
      LOG.warn("bundles are served as they were last known: {}", e.getMessage());
    }
  }

  @Override
  public void stop() {
    Thread thread = poller;
    poller = null;
    if (thread != null) {
      thread.interrupt();
    }
    // Long polls would hold the server up.
    wake();
  }

  @Override
  public boolean isRunning() {
    return poller != null;
  }
}
