package dev.yunzhi.operator.idle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what all tenants use, time and again, on the replica that leads. When Prometheus cannot
 * be asked nothing is known for the time being, and what was known before stays what it was.
 * Thread-safe.
 */
public final class Measuring implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Measuring.class);

  /** After a failure it is to be known soon whether it is over. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  /**
   * What is known.
   *
   * @param last null before the first answer
   * @param failure why the last try failed; null when it did not
   */
  record State(Measurement last, String failure) {}

  private final UseQueries queries;
  private final Duration interval;
  private final Clock clock;
  private final CountDownLatch leads = new CountDownLatch(1);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile State state = new State(null, null);
  private volatile Instant measured = Instant.EPOCH;

  /**
   * @param interval from one measurement to the next
   */
  Measuring(UseQueries queries, Duration interval, Clock clock, MeterRegistry meters) {
    this.queries = queries;
    this.interval = interval;
    this.clock = clock;
    this.thread = new Thread(this::run, "idle-measuring");
    this.thread.setDaemon(true);
    Gauge.builder("yunzhi.use.measured.timestamp", () -> measured.getEpochSecond())
        .description("When use was last measured, or this replica began to measure; else 0")
        .baseUnit("seconds")
        .register(meters);
  }

  void start() {
    thread.start();
  }

  /** This replica leads from here on. */
  public void lead() {
    leads.countDown();
  }

  /** Has somebody told whenever there is a new measurement, or one has failed. */
  public void onMeasured(Runnable listener) {
    listeners.add(listener);
  }

  State state() {
    return state;
  }

  private void run() {
    try {
      leads.await();
      measured = clock.instant();
      while (true) {
        boolean measured = measure();
        listeners.forEach(Runnable::run);
        Duration pause = measured || interval.compareTo(RETRY) < 0 ? interval : RETRY;
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      // The program ends.
      Thread.currentThread().interrupt();
    }
  }

  private boolean measure() throws InterruptedException {
    Instant now = clock.instant();
    try {
      state = new State(queries.measure(now, rounded(now)), null);
      measured = now;
      return true;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      String why = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
      if (!why.equals(state.failure())) {
        log.atWarn()
            .addKeyValue("why", why)
            .log("Use cannot be measured; no tenant is idle for it");
      }
      state = new State(state.last(), why);
      return false;
    }
  }

  private Instant rounded(Instant now) {
    long step = Math.max(1, interval.toSeconds());
    return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), step) * step);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
