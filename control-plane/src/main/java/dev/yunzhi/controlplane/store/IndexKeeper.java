package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.ledger.IndexBuilder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets the index of the ledger follow its growth. */
@Component
final class IndexKeeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Those who append go first. */
  private static final Duration BREATH = Duration.ofMillis(20);

  private final Database database;
  private final IndexBuilder index;
  private volatile Thread worker;

  IndexKeeper(Database database, IndexBuilder index) {
    this.database = database;
    this.index = index;
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::work, "index");
    thread.setDaemon(true);
    worker = thread;
    thread.start();
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep((database.isReady() && advanced() ? BREATH : PAUSE).toMillis());
      }
    } catch (InterruptedException e) {
      // Asked to stop.
      Thread.currentThread().interrupt();
    }
  }

  private boolean advanced() {
    try {
      return index.advance();
    } catch (RuntimeException e) {
      LOG.warn("the index of the ledger waits: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void stop() {
    Thread thread = worker;
    worker = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
