package dev.yunzhi.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;

/** When an object that changes by itself is looked at again. */
public final class NextLook {

  /**
   * Just when something is due, but no later than a resync.
   *
   * @param due null when nothing is; the update is left as it is then
   */
  public static <P extends HasMetadata> UpdateControl<P> at(
      Instant due, Instant now, Duration resync, UpdateControl<P> update) {
    if (due == null) {
      return update;
    }
    // A millisecond more, for what is left is cut off, not rounded.
    Duration left = Duration.between(now, due).plusMillis(1);
    Duration wait = left.compareTo(resync) < 0 ? left : resync;
    return update.rescheduleAfter(wait.isNegative() ? Duration.ofMillis(1) : wait);
  }

  private NextLook() {}
}
