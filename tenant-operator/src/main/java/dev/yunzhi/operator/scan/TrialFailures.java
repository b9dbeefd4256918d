package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.policy.EvaluationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What goes wrong while a policy is only tried. One that fails again and again, or takes very long
 * over the estate, is given up: the scan of the policies in force waits for it. Thread-safe.
 */
final class TrialFailures implements DetachedPolicies.Failures {

  private static final int MOST = 10;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<String> first = new AtomicReference<>();
  private final Duration longest;
  private final long start = System.nanoTime();

  /**
   * @param longest that it may take over everything
   */
  TrialFailures(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void admit() throws EvaluationException {
    if (count.get() >= MOST) {
      throw new EvaluationException("the policy has failed too often to be tried further");
    }
    if (System.nanoTime() - start > longest.toNanos()) {
      String why = "the policy has not been through with what exists within " + longest;
      first.compareAndSet(null, why);
      throw new EvaluationException(why);
    }
  }

  @Override
  public void add(EvaluationException failure) {
    count.incrementAndGet();
    first.compareAndSet(null, failure.getMessage());
  }

  /** What happened first; empty when nothing did. */
  Optional<String> first() {
    return Optional.ofNullable(first.get());
  }
}
