package dev.yunzhi.controlplane.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes whoever fails again and again wait, longer each time: after {@value #FREE_FAILURES}
 * failures one second, then twice as long after each further one, up to 15 minutes. Failures are
 * forgotten after an hour without one. Bounded; thread-safe.
 */
final class SignInThrottle {
  static final int FREE_FAILURES = 5;

  private static final int MAX_ENTRIES = 10_000;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGET = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Failures> entries = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Failures {
    int count;
    long turnedAway;
    Instant until = Instant.EPOCH;
    Instant last = Instant.EPOCH;
  }

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether a further attempt has to wait.
   *
   * @return how long; zero when it may be made now
   */
  synchronized Duration waiting(String key) {
    Failures failures = entries.get(key);
    Duration left =
        failures == null ? Duration.ZERO : Duration.between(clock.instant(), failures.until);
    if (left.isNegative() || left.isZero()) {
      return Duration.ZERO;
    }
    failures.turnedAway++;
    return left;
  }

  /**
   * Notes a failure.
   *
   * @return how many attempts were turned away unseen since the last failure
   */
  synchronized long failed(String key) {
    Instant now = clock.instant();
    Failures failures = entries.computeIfAbsent(key, k -> new Failures());
    if (failures.last.plus(FORGET).isBefore(now)) {
      failures.count = 0;
    }
    failures.count++;
    failures.last = now;
    int beyond = failures.count - FREE_FAILURES;
    if (beyond >= 0) {
      Duration wait = Duration.ofSeconds(1L << Math.min(beyond, 10));
      failures.until = now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }
    long turnedAway = failures.turnedAway;
    failures.turnedAway = 0;
    if (entries.size() > MAX_ENTRIES) {
      // The first is the one that was not heard of for the longest time.
      entries.remove(entries.keySet().iterator().next());
    }
    return turnedAway;
  }

  synchronized void succeeded(String key) {
    entries.remove(key);
  }
}
