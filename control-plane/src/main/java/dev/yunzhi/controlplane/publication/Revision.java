package dev.yunzhi.controlplane.publication;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One state of the policies that was published.
 *
 * @param sequence from 1; only grows
 * @param name {@code <sequence>-<first digits of the sources' digest>}
 * @param rolledBackTo the sequence of the revision that this one repeats; null when it was made of
 *     the Policy objects
 * @param madeBy who had it made
 * @param reason why, or what changed
 * @param rules those of Policy objects, beside the standard ones
 */
record Revision(
    long sequence,
    String name,
    Long rolledBackTo,
    Instant madeAt,
    String madeBy,
    String reason,
    List<Rule> rules) {

  Revision {
    rules = List.copyOf(rules);
  }

  /**
   * A rule that a Policy object brought, or a ConstraintTemplate.
   *
   * @param policy its id; of a template {@code ConstraintTemplate/<name>}
   * @param object name of the Policy object; of a template the same as {@code policy}
   * @param generation of that object's spec
   * @param since name of the first revision that has it as it is here
   */
  record Rule(String policy, String object, long generation, String since) {}

  /** The rule of an object; empty when it is not in here. */
  Optional<Rule> rule(Candidate candidate) {
    return rules.stream()
        .filter(rule -> Objects.equals(rule.policy(), candidate.rule()))
        .filter(rule -> Objects.equals(rule.object(), candidate.object()))
        .findFirst();
  }
}
