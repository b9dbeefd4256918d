package dev.yunzhi.controlplane.gap;

import dev.yunzhi.audit.gap.AuditGaps;
import dev.yunzhi.audit.gap.CounterReading;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import dev.yunzhi.controlplane.store.ReplicaPasses;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one replica at a time read, at intervals, what the cluster's API servers say they lost. */
final class GapWatch extends ReplicaPasses {
  private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

  /** Until the database is there, or the replica before this one is gone. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final ApiServerCounters counters;
  private final AuditGaps gaps;
  private final GapMetrics metrics;

  /** Why they could not be read last time; null when they could. */
  private String trouble;

  GapWatch(
      Database database,
      ApiServerCounters counters,
      AuditGaps gaps,
      GapMetrics metrics,
      ReplicaLock lock,
      Duration every) {
    super("gaps", database, lock, every, RETRY);
    this.counters = counters;
    this.gaps = gaps;
    this.metrics = metrics;
  }

  @Override
  protected boolean pass() throws InterruptedException {
    metrics.mine(gaps.latest());
    CounterReading reading = counters.read();
    gaps.observe(reading).forEach(GapWatch::say);
    metrics.mine(gaps.latest());
    metrics.read(reading.answered());
    if (trouble != null) {
      LOG.info("the API server's counters of lost audit events are read again");
      trouble = null;
    }
    return true;
  }

  /** They only rise: what is lost meanwhile is told by the next page that comes. */
  @Override
  protected boolean failed(RuntimeException e) {
    if (!String.valueOf(e.getMessage()).equals(trouble)) {
      trouble = String.valueOf(e.getMessage());
      LOG.warn("the API server's counters of lost audit events cannot be read: {}", trouble);
    }
    return true;
  }

  @Override
  protected void notMine() {
    metrics.notMine();
  }

  private static void say(Event gap) {
    LOG.warn("the record of API events has a gap: {}", gap.body());
  }
}
