package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether this replica is the one that reconciles. Thread-safe. */
final class Leadership {

  private volatile boolean leads;

  /**
   * @param leads at the start: true where nobody is elected
   */
  Leadership(MeterRegistry meters, boolean leads) {
    this.leads = leads;
    Gauge.builder("yunzhi.leader", () -> this.leads ? 1 : 0)
        .description("Whether this replica is the one that reconciles")
        .register(meters);
  }

  /** To be told of elections by. */
  LeaderCallbacks callbacks() {
    return new LeaderCallbacks(() -> leads = true, () -> leads = false, identity -> {});
  }
}
