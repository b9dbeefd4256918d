package dev.yunzhi.operator.bundle;

import java.util.Objects;
import java.util.function.UnaryOperator;

/** The one {@link Enforced} of this replica, and who is told when it changes. Thread-safe. */
final class BundleState {

  private volatile Enforced now;
  private volatile Runnable listener = () -> {};

  BundleState(Enforced now) {
    this.now = now;
  }

  Enforced now() {
    return now;
  }

  /** Is told of another revision or another error, not of every request. */
  void onChange(Runnable told) {
    listener = told;
  }

  synchronized void update(UnaryOperator<Enforced> change) {
    Enforced before = now;
    now = change.apply(before);
    if (!now.revision().equals(before.revision()) || !Objects.equals(now.error(), before.error())) {
      listener.run();
    }
  }
}
