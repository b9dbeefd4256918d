package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a constraint found in a review.
 *
 * @param message what the template says of it
 * @param details what else it says; an empty object if nothing
 * @param actions what is done about it; never empty
 */
public record Violation(
    Constraint constraint, String message, JsonNode details, Set<EnforcementAction> actions) {

  public Violation {
    actions = Set.copyOf(actions);
  }
}
