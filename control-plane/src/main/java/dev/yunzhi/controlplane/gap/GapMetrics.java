package dev.yunzhi.controlplane.gap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the replica that reads the counters tells of it; others tell no numbers. Thread-safe. */
@Component
final class GapMetrics {
  private volatile double read = Double.NaN;
  private volatile double gap = Double.NaN;

  GapMetrics(MeterRegistry meters) {
    Gauge.builder("yunzhi.audit.counters.read.timestamp.seconds", () -> read)
        .description(
            "When the API server's counters of lost audit events were last read; 0 for not yet")
        .register(meters);
    Gauge.builder("yunzhi.audit.gap.timestamp.seconds", () -> gap)
        .description("When audit events were last found to be lost; 0 for never")
        .register(meters);
  }

  /**
   * This replica does it, whether it succeeds or not.
   *
   * @param latest when events were last found to be lost
   */
  void mine(Optional<Instant> latest) {
    if (Double.isNaN(read)) {
      read = 0;
    }
    gap = latest.map(Instant::getEpochSecond).orElse(0L);
  }

  void read(Instant answered) {
    read = answered.getEpochSecond();
  }

  /** Another replica does it. */
  void notMine() {
    read = Double.NaN;
    gap = Double.NaN;
  }
}
