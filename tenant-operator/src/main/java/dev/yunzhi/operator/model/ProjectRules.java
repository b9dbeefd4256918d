package dev.yunzhi.operator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.yunzhi.policy.PolicyDescription;
import java.time.LocalDate;
import java.util.Collection;

/**
 * What policies say of projects by their parameters.
 *
 * @param acceptanceMonths from completion to acceptance, calendar months
 * @param acceptanceDays days instead; 0 where months count
 * @param panel how many of the expert panel have to agree, at least 1
 * @param changePercent by how much what a project costs may differ from what was approved
 */
public record ProjectRules(int acceptanceMonths, int acceptanceDays, int panel, int changePercent) {

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

  MonthTerm acceptance(LocalDate completed) {
    return acceptanceDays == 0
        ? MonthTerm.of(completed, acceptanceMonths)
        : new MonthTerm(completed.plusDays(acceptanceDays));
  }
}
