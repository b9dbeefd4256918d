package dev.yunzhi.e2e.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Gives the next no sooner than a pace allows; what was late is not made up for. */
final class Paced implements Supplier<byte[]> {

  private final Supplier<byte[]> bodies;
  private final long nanos;
  private long due = System.nanoTime();

  /**
   * @param perSecond at most
   */
  Paced(Supplier<byte[]> bodies, double perSecond) {
    this.bodies = bodies;
    this.nanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  @Override
  public byte[] get() {
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
    due = System.nanoTime() + nanos;
    return bodies.get();
  }
}
