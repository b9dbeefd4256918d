package dev.yunzhi.operator.policy;

import dev.yunzhi.policy.EvaluationException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Policies that could not be evaluated since their bundle was loaded, with what happened the first
 * time. What a policy cannot judge is refused, so somebody has to know which one it was.
 * Thread-safe.
 */
public final class PolicyFaults {

  private final Map<String, String> byPolicy = new ConcurrentHashMap<>();

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
