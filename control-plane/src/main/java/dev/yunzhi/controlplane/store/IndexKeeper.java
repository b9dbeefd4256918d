package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.ledger.IndexBuilder;
import dev.yunzhi.controlplane.BackgroundWork;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets the index of the ledger follow its growth. */
@Component
final class IndexKeeper extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Those who append go first. */
  private static final Duration BREATH = Duration.ofMillis(20);

  private final Database database;
  private final IndexBuilder index;

  IndexKeeper(Database database, IndexBuilder index) {
    super("index");
    this.database = database;
    this.index = index;
  }

  @Override
  protected void work() throws InterruptedException {
    while (goesOn()) {
      Thread.sleep((database.isReady() && advanced() ? BREATH : PAUSE).toMillis());
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
}
