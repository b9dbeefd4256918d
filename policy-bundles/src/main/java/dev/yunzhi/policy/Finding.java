package dev.yunzhi.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * One thing that a policy found in a review.
 *
 * @param policy the policy's id, for example {@code SEC-016}
 * @param effect what it does to the request
 * @param message what was wrong and what would be right, in English
 * @param messageZh the same in Chinese
 * @param path the field, from the object's root, for example {@code $.spec.containers[0].image}
 * @param clauses the clauses of standards that the policy carries out; never null
 * @param exempt whether an exception in force covers it: it is still found, but must not deny or
 *     warn
 * @param exception the name of that exception; null unless exempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    String policy,
    Effect effect,
    String message,
    String messageZh,
    String path,
    List<Clause> clauses,
    boolean exempt,
    String exception) {

  public Finding {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(messageZh, "messageZh");
    Objects.requireNonNull(path, "path");
    clauses = List.copyOf(clauses);
  }

  /** Whether this finding, by itself, refuses the request. */
  public boolean denies() {
    return effect == Effect.DENY && !exempt;
  }

  /** Whether the user who made the request is to be warned of this finding. */
  public boolean warns() {
    return effect == Effect.WARN && !exempt;
  }
}
