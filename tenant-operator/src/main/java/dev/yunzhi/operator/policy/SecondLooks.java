package dev.yunzhi.operator.policy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Says when the API server may be asked about a namespace again. Each answer costs it some ten
 * requests, which nobody may cause as often as they like. Thread-safe.
 */
final class SecondLooks {

  private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();
  private static final int MOST_NAMESPACES = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  SecondLooks(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether it is time; if so, it is not for the next quarter of a second. */
  boolean due(String namespace) {
    long now = nanoTime.getAsLong();
    if (last.size() > MOST_NAMESPACES) {
      last.values().removeIf(then -> now - then > PAUSE_NANOS);
    }
    Long then = last.get(namespace);
    if (then == null) {
      return last.putIfAbsent(namespace, now) == null;
    }
    return now - then > PAUSE_NANOS && last.replace(namespace, then, now);
  }
}
