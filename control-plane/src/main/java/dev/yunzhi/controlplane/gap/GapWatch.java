package dev.yunzhi.controlplane.gap;

import dev.yunzhi.audit.gap.AuditGaps;
import dev.yunzhi.audit.gap.CounterReading;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one replica at a time read, at intervals, what the cluster's API servers say they lost. */
final class GapWatch extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

  /** Until the database is there, or the replica before this one is gone. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Database database;
  private final ApiServerCounters counters;
  private final AuditGaps gaps;
  private final GapMetrics metrics;
  private final ReplicaLock lock;
  private final Duration every;

  /** Why they could not be read last time; null when they could. */
  private String trouble;

  GapWatch(
      Database database,
      ApiServerCounters counters,
      AuditGaps gaps,
      GapMetrics metrics,
      ReplicaLock lock,
      Duration every) {
    super("gaps");
    this.database = database;
    this.counters = counters;
    this.gaps = gaps;
    this.metrics = metrics;
    this.lock = lock;
    this.every = every;
  }

  @Override
  protected void work() throws InterruptedException {
    try (lock) {
      while (goesOn()) {
        Thread.sleep((tryLook() ? every : min(RETRY, every)).toMillis());
      }
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * @return false when it is another replica's, or the database is not there yet
   */
  private boolean tryLook() throws InterruptedException {
    try {
      if (!database.isReady() || !lock.held()) {
        metrics.notMine();
        return false;
      }
      metrics.mine(gaps.latest());
      CounterReading reading = counters.read();
      gaps.observe(reading).forEach(GapWatch::say);
      metrics.mine(gaps.latest());
      metrics.read(reading.answered());
      if (trouble != null) {
        LOG.info("the API server's counters of lost audit events are read again");
        trouble = null;
      }
    } catch (RuntimeException e) {
      // They only rise: what is lost meanwhile is told by the next page that comes.
      if (!String.valueOf(e.getMessage()).equals(trouble)) {
        trouble = String.valueOf(e.getMessage());
        LOG.warn("the API server's counters of lost audit events cannot be read: {}", trouble);
      }
    }
    return true;
  }

  private static void say(Event gap) {
    LOG.warn("the record of API events has a gap: {}", gap.body());
  }
}
