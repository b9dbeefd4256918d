package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.store.AuditSchema;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings the database's tables up to date as soon as the database answers, however late that is.
 * Until then {@link #requireReady} refuses.
 */
@Component
public final class Database implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final DataSource source;
  private volatile boolean migrated;
  private volatile Thread migration;

  public Database(DataSource source) {
    this.source = source;
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::migrate, "migration");
    thread.setDaemon(true);
    migration = thread;
    thread.start();
  }

  private void migrate() {
    Duration wait = FIRST_WAIT;
    while (!migrated) {
      try {
        AuditSchema.migrate(source);
        ControlPlaneSchema.migrate(source);
        migrated = true;
        LOG.info("the database's tables are up to date");
      } catch (RuntimeException e) {
        LOG.warn("the database is not ready, trying again in {}: {}", wait, e.getMessage());
        try {
          Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          return;
        }
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

  @Override
  public void stop() {
    Thread thread = migration;
    migration = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return migration != null;
  }
}
