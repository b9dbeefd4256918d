package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.operator.constraint.DetachedConstraints;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.PolicyEngine;
import dev.yunzhi.policy.gatekeeper.EnforcementPoint;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policies as they were in force at one moment, with an engine of their own. Thread-safe.
 *
 * @param rollout departments for which effects count
 * @param constraints that existing objects are held against, too
 * @param failures what is done about reviews that they could not judge
 */
public record DetachedPolicies(
    PolicyEngine engine, Rollout rollout, DetachedConstraints constraints, Failures failures)
    implements AutoCloseable {

  /** What is done about reviews that could not be judged. Thread-safe. */
  public interface Failures {

    /**
     * Is asked before each evaluation.
     *
     * @throws EvaluationException if nothing more is to be evaluated
     */
    default void admit() throws EvaluationException {}

    /** Is told of each that failed, before its caller is. */
    void add(EvaluationException failure);
  }

  /** What they find, with the effects that count for the department of the context. */
  public List<Finding> evaluate(JsonNode input) throws EvaluationException {
    failures.admit();
    try {
      return Stream.concat(
              rollout.effectiveIn(input, engine.evaluate(input)).stream(),
              constraints.evaluate(input.path("review"), EnforcementPoint.AUDIT).stream())
          .toList();
    } catch (EvaluationException e) {
      failures.add(e);
      throw e;
    }
  }

  /** The rules with the effects and parameters in force, by id. */
  public List<PolicyDescription> catalogue() {
    return engine.catalogue();
  }

  /** Revision of their bundle. */
  public String revision() {
    return engine.revision();
  }

  @Override
  public void close() {
    engine.close();
    constraints.close();
  }
}
