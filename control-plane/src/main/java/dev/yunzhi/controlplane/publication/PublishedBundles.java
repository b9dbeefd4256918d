package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.publication.RevisionStore.Current;
import dev.yunzhi.controlplane.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles that agents are to have now, in memory; what another replica publishes is here within
 * half a second. Thread-safe.
 */
final class PublishedBundles extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedBundles.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Database database;
  private final RevisionStore store;
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile Current current;

  PublishedBundles(Database database, RevisionStore store) {
    super("bundles");
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
  protected void work() throws InterruptedException {
    while (goesOn()) {
      if (database.isReady()) {
        tryRefresh();
      }
      Thread.sleep(EVERY.toMillis());
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
    super.stop();
    // Long polls would hold the server up.
    wake();
  }
}
