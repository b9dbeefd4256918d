package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.scan.Tally.Sort;
import dev.yunzhi.policy.PolicyDescription;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What the scan tells Prometheus. Thread-safe. */
final class ScanMeters {

  private final Timer runs;
  private final MultiGauge violations;
  private volatile long objects;
  private volatile long notJudged;
  private volatile boolean incomplete = true;
  private volatile double completed = Double.NaN;

  ScanMeters(MeterRegistry meters) {
    this.runs =
        Timer.builder("yunzhi.scan")
            .description("Time that a full run over all objects of the tenants takes")
            .register(meters);
    this.violations =
        MultiGauge.builder("yunzhi.scan.violations")
            .description("Violations that stand, by policy and effect")
            .register(meters);
    Gauge.builder("yunzhi.scan.objects", () -> objects)
        .description("Objects that the last full run judged")
        .register(meters);
    Gauge.builder("yunzhi.scan.unjudged", () -> notJudged)
        .description("Objects that could not be judged")
        .register(meters);
    Gauge.builder("yunzhi.scan.incomplete", () -> incomplete ? 1 : 0)
        .description("Whether something could not be looked at, judged or reported")
        .register(meters);
    Gauge.builder("yunzhi.scan.completed.timestamp", () -> completed)
        .description("When the last full run that was complete ended")
        .baseUnit("seconds")
        .register(meters);
  }

  void ran(Duration took, long judged, boolean complete, Instant now) {
    runs.record(took);
    objects = judged;
    if (complete) {
      completed = now.getEpochSecond();
    }
  }

  /** Something is left to be looked at, until it stands again. */
  void incomplete() {
    incomplete = true;
  }

  /**
   * @param catalogue whose policies have a series each, whether they found something or not
   * @param incomplete whether something could not be read, judged or written
   */
  void stands(Tally tally, Collection<PolicyDescription> catalogue, boolean incomplete) {
    var counts = new TreeMap<Sort, Integer>();
    catalogue.forEach(policy -> counts.put(new Sort(policy.id(), policy.effect().value()), 0));
    counts.putAll(tally.counts());
    notJudged = tally.failures();
    this.incomplete = incomplete;
    var rows = new ArrayList<MultiGauge.Row<?>>();
    for (Map.Entry<Sort, Integer> count : counts.entrySet()) {
      rows.add(
          MultiGauge.Row.of(
              Tags.of("policy", count.getKey().policy(), "effect", count.getKey().effect()),
              count.getValue()));
    }
    violations.register(rows, true);
  }
}
