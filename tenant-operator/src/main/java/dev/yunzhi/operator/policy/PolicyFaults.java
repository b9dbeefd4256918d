package dev.yunzhi.operator.policy;

import dev.yunzhi.policy.EvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Policies that could not be evaluated since their bundle was loaded, with what happened the first
 * time. What a policy cannot judge is refused, so somebody has to know which one it was.
 * Thread-safe.
 */
public final class PolicyFaults {

  private final Map<String, String> byPolicy = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Is told after the first fault of each policy: what is in force has not changed by it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void tell() {
    listeners.forEach(Runnable::run);
  }

  /**
   * Remembers a failure, if it is known whose it was.
   *
   * @return whether it is the first of its policy
   */
  boolean add(EvaluationException failure) {
    return failure.policy() != null
        && byPolicy.putIfAbsent(failure.policy(), failure.getMessage()) == null;
  }

  void clear() {
    byPolicy.clear();
  }

  /** What happened to a policy. */
  public Optional<String> of(String policy) {
    return Optional.ofNullable(byPolicy.get(policy));
  }
}
