package dev.yunzhi.e2e.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what is not measured. */
final class Waiting {

  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * Looks again and again until it is so.
   *
   * @throws IllegalStateException when it is not within the limit
   */
  static void until(String what, Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within %s: %s".formatted(limit, what));
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private Waiting() {}
}
