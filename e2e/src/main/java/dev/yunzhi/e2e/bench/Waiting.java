package dev.yunzhi.e2e.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what is not measured. */
final class Waiting {

  /**
   * Looks again and again until it is so.
   *
   * @throws IllegalStateException when it is not within the limit
   */
  static void until(String what, Duration limit, Duration pause, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within %s: %s".formatted(limit, what));
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private Waiting() {}
}
