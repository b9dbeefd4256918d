package dev.yunzhi.policy;

import com.dylibso.chicory.wasm.ChicoryException;
import java.util.function.Supplier;

/** An evaluation that is stopped at its time limit, and whose failures all look alike. */
final class LimitedEvaluation {
  private LimitedEvaluation() {}

  /**
   * Runs it.
   *
   * @throws EvaluationTimeoutException if it took longer than the watchdog lets it
   * @throws EvaluationException if it failed in any other way
   */
  static <T> T within(Watchdog watchdog, Supplier<T> evaluation) throws EvaluationException {
    try (Watchdog.Watch watch = watchdog.watch()) {
      try {
        return evaluation.get();
      } catch (ChicoryException | IllegalStateException | StackOverflowError e) {
        if (watch.expired()) {
          throw new EvaluationTimeoutException(
              "the policies took longer than %d ms and were stopped"
                  .formatted(watchdog.limit().toMillis()),
              e);
        }
        throw new EvaluationException("the policies could not be evaluated: " + e.getMessage(), e);
      }
    }
  }
}
