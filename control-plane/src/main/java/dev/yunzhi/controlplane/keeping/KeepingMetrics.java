package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.keeping.Keeper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What the replica that keeps the ledger tells of it; others tell no numbers. Thread-safe. */
@Component
final class KeepingMetrics {
  private final Clock clock;
  private final Counter removed;
  private final Counter moved;
  private volatile double oldest = Double.NaN;
  private volatile double held = Double.NaN;
  private volatile double completed = Double.NaN;

  KeepingMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.removed =
        Counter.builder("yunzhi.ledger.shelves.removed")
            .description("Months of streams whose bodies were removed by retention")
            .register(meters);
    this.moved =
        Counter.builder("yunzhi.ledger.shelves.moved")
            .description("Months of streams whose bodies were moved to files")
            .register(meters);
    Gauge.builder("yunzhi.ledger.shelves.held", () -> held)
        .description("Months of streams whose time is over and that a legal hold keeps")
        .register(meters);
    Gauge.builder("yunzhi.ledger.oldest.body.timestamp.seconds", () -> oldest)
        .description("Beginning of the oldest month whose bodies are still there")
        .register(meters);
    Gauge.builder("yunzhi.ledger.keeping.completed.timestamp.seconds", () -> completed)
        .description("When the last pass ended that found nothing in its way")
        .register(meters);
  }

  void passed(Keeper.Pass pass) {
    removed.increment(pass.removed().size());
    moved.increment(pass.moved().size());
    held = pass.held().size();
    oldest = seconds(pass.oldest());
    if (pass.busy().isEmpty()) {
      completed = seconds(clock.instant());
    }
  }

  /** Another replica does it. */
  void notMine() {
    held = Double.NaN;
    oldest = Double.NaN;
    completed = Double.NaN;
  }

  private static double seconds(Instant instant) {
    return instant == null ? Double.NaN : instant.getEpochSecond();
  }
}
