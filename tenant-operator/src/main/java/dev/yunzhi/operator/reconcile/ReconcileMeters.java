package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times reconciliations, and knows which do not come to an end. Thread-safe. */
public final class ReconcileMeters implements Metrics {

  private record Execution(String controller, ResourceID object) {}

  private final MeterRegistry meters;
  private final Clock clock;
  private final Duration stall;
  private final Map<Execution, Instant> running = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> queued = new ConcurrentHashMap<>();

  /**
   * @param stall an execution that takes longer does not come to an end
   */
  public ReconcileMeters(MeterRegistry meters, Clock clock, Duration stall) {
    this.meters = meters;
    this.clock = clock;
    this.stall = stall;
  }

  /** Executions that have been running for too long; empty when all is well. */
  public List<String> stalled() {
    Instant limit = clock.instant().minus(stall);
    return running.entrySet().stream()
        .filter(e -> e.getValue().isBefore(limit))
        .map(
            e ->
                "%s of %s since %s"
                    .formatted(e.getKey().controller(), e.getKey().object(), e.getValue()))
        .toList();
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
    queue(metadata).incrementAndGet();
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
    queue(metadata).decrementAndGet();
  }

  private AtomicLong queue(Map<String, Object> metadata) {
    return queued.computeIfAbsent(
        String.valueOf(metadata.get(Constants.CONTROLLER_NAME)),
        controller -> {
          var length = new AtomicLong();
          Gauge.builder("yunzhi.reconcile.queue", length, AtomicLong::get)
              .description("Objects that wait for their reconciler")
              .tag("controller", controller)
              .register(meters);
          return length;
        });
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    var key = new Execution(execution.controllerName(), execution.resourceID());
    running.put(key, clock.instant());
    var sample = Timer.start(meters);
    String outcome = "failure";
    try {
      T result = execution.execute();
      outcome = "success";
      return result;
    } finally {
      running.remove(key);
      sample.stop(
          Timer.builder("yunzhi.reconcile")
              .description("Reconciliations")
              .tag("controller", execution.controllerName())
              .tag("outcome", outcome)
              .register(meters));
    }
  }
}
