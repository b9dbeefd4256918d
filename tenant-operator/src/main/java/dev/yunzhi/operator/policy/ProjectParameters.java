package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.yunzhi.operator.model.ProjectRules;
import dev.yunzhi.policy.PolicyDescription;
import java.util.Collection;

/** Reads what policies say of projects by their parameters. Pure. */
public final class ProjectParameters {

  private ProjectParameters() {}

  /**
   * Those in force.
   *
   * @param catalogue of the bundle; what it lacks is as the standard bundle has it
   */
  public static ProjectRules of(Collection<PolicyDescription> catalogue) {
    return new ProjectRules(
        parameter(catalogue, "GOV-009", "acceptanceMonths").asInt(6),
        parameter(catalogue, "GOV-009", "acceptanceDays").asInt(0),
        parameter(catalogue, "GOV-013", "expertQuorum").asInt(2),
        parameter(catalogue, "GOV-006", "percent").asInt(15));
  }

  private static JsonNode parameter(
      Collection<PolicyDescription> catalogue, String policy, String name) {
    return catalogue.stream()
        .filter(description -> description.id().equals(policy))
        .map(description -> description.parameters().path(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
