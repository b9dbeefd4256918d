package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.RuleEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds constraints against reviews, with the templates of one bundle and the inventory of one
 * instant. Safe for use by many threads, but not by virtual ones.
 */
public final class ConstraintEngine implements AutoCloseable {

  /** The order of a set in OPA's Wasm is that of its hashes, which says nothing to anybody. */
  private static final Comparator<Violation> ORDER =
      Comparator.comparing((Violation violation) -> violation.constraint().id())
          .thenComparing(Violation::message)
          .thenComparing(violation -> violation.details().toString());

  private final RuleEngine rules;

  private ConstraintEngine(RuleEngine rules) {
    this.rules = rules;
  }

  /**
   * Loads a bundle that has the templates; takes seconds.
   *
   * @throws InvalidBundleException if it needs a built-in function that the engine does not have;
   *     the message names what
   */
  public static ConstraintEngine load(PolicyBundle bundle, EngineLimits limits)
      throws InvalidBundleException {
    return new ConstraintEngine(RuleEngine.load(bundle, limits));
  }

  /**
   * A second engine of the same templates with another inventory; takes milliseconds. This engine
   * stays as it is and stays open.
   */
  public ConstraintEngine withInventory(ObjectNode inventory) throws InvalidBundleException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("inventory", inventory);
    return new ConstraintEngine(rules.withData(data));
  }

  /** Whether the bundle has the template of a kind of constraint. */
  public boolean has(String kind) {
    return rules.has(TemplateBundle.entrypoint(kind));
  }

  /**
   * Judges a review. A constraint of which it cannot be told whether it matches counts as violated.
   *
   * @param constraints each of a kind that the bundle has
   * @return what was found by those that hold at the review's enforcement point, by constraint and
   *     message
   * @throws EvaluationException if a template could not be evaluated or its message is no string
   */
  public List<Violation> evaluate(Review review, Collection<Constraint> constraints)
      throws EvaluationException {
    List<Violation> violations = new ArrayList<>();
    for (Constraint constraint : constraints) {
      Set<EnforcementAction> actions = constraint.actions(review.point());
      if (actions.isEmpty()) {
        continue;
      }
      try {
        if (constraint.match().matches(review)) {
          violations.addAll(violations(review, constraint, actions));
        }
      } catch (EvaluationException e) {
        throw e.in(constraint.id());
      } catch (MatchFailedException e) {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        violations.add(new Violation(constraint, e.getMessage(), nothing, actions));
      }
    }
    violations.sort(ORDER);
    return violations;
  }

  private Set<Violation> violations(
      Review review, Constraint constraint, Set<EnforcementAction> actions)
      throws EvaluationException {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set("review", review.request());
    input.set("parameters", constraint.sharedParameters());
    // Two that differ in nothing that is reported are one.
    Set<Violation> violations = new LinkedHashSet<>();
    for (JsonNode found : rules.evaluate(TemplateBundle.entrypoint(constraint.kind()), input)) {
      JsonNode message = found.path("msg");
      if (message.isMissingNode()) {
        continue;
      }
      if (!message.isTextual()) {
        throw new EvaluationException("the template answered a msg that is no string: " + message);
      }
      JsonNode details = found.path("details");
      violations.add(
          new Violation(
              constraint,
              message.textValue(),
              details.isMissingNode() ? JsonNodeFactory.instance.objectNode() : details,
              actions));
    }
    return violations;
  }

  @Override
  public void close() {
    rules.close();
  }
}
