package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Reclaim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a request is given that leaves it open, for one environment.
 *
 * @param termDays from the start of the term to its end, at least 1
 * @param reclaim what becomes of the namespaces in the end
 */
public record EnvironmentDefaults(int termDays, Reclaim reclaim) {

  public EnvironmentDefaults {
    if (termDays < 1) {
      throw new IllegalArgumentException(
          "termDays of an environment is %d; it must be at least 1".formatted(termDays));
    }
  }

  /** End of a term, RFC 3339, to the second. */
  public String expiresAt(Instant start) {
    return start.plus(Duration.ofDays(termDays)).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
