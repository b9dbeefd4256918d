package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether this replica is the one that reconciles. Thread-safe. */
final class Leadership {

  private final Runnable begin;
  private volatile boolean leads;

  /**
   * @param leads at the start: true where nobody is elected
   * @param begin what only the leader does besides reconciling; begins it, once or more often
   */
  Leadership(MeterRegistry meters, boolean leads, Runnable begin) {
    this.leads = leads;
    this.begin = begin;
    Gauge.builder("yunzhi.leader", () -> this.leads ? 1 : 0)
        .description("Whether this replica is the one that reconciles")
        .register(meters);
  }

  /** To be told of elections by. */
  LeaderCallbacks callbacks() {
    return new LeaderCallbacks(this::lead, () -> leads = false, identity -> {});
  }

  private void lead() {
    leads = true;
    begin.run();
  }

  /** To be told when watches are in, for whoever leads without having been elected. */
  void started() {
    if (leads) {
      begin.run();
    }
  }
}
