package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.controlplane.BackgroundWork;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the database's tables up to date as soon as the database answers, however late that is.
 * Until then {@link #requireReady} refuses.
 */
@Component
public final class Database extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final DataSource source;
  private volatile boolean migrated;

  public Database(DataSource source) {
    super("migration");
    this.source = source;
  }

  @Override
  protected void work() throws InterruptedException {
    Duration wait = FIRST_WAIT;
    while (!migrated) {
      try {
        AuditSchema.migrate(source);
        ControlPlaneSchema.migrate(source);
        migrated = true;
        LOG.info("the database's tables are up to date");
      } catch (RuntimeException e) {
        LOG.warn("the database is not ready, trying again in {}: {}", wait, e.getMessage());
        Thread.sleep(wait.toMillis());
        wait = min(wait.multipliedBy(2), LONGEST_WAIT);
      }
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Whether the tables are there. Says nothing about whether the database answers just now. */
  public boolean isReady() {
    return migrated;
  }

  /**
   * Passes only when the tables are there.
   *
   * @throws DatabaseNotReadyException while the tables are not there
   */
  public void requireReady() {
    if (!migrated) {
      throw new DatabaseNotReadyException();
    }
  }
}
