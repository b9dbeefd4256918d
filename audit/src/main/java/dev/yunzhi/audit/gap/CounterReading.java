package dev.yunzhi.audit.gap;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The counters of one process of an API server, as they were read once. Instants are kept to the
 * microsecond.
 *
 * @param startedAt when the process started, by its own clock: tells it from every other
 * @param asked when they were asked for, by the reader's clock: what was lost before is counted
 * @param answered when all of the answer was there: what was lost after is not
 */
public record CounterReading(Instant startedAt, Instant asked, Instant answered, Losses losses) {
  public CounterReading {
    startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
    asked = asked.truncatedTo(ChronoUnit.MICROS);
    answered = answered.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(losses, "losses");
  }
}
