package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;

/**
 * Status of a {@link Department}.
 *
 * @param observedGeneration generation of the spec that this status speaks of
 * @param namespace home namespace, once it exists
 * @param path codes from the root to this department itself
 * @param effective what holds after all that ancestors forbid; null when nobody bounds anything
 * @param budget as it is in force; null without one
 * @param allocations of the budget by holder, {@code Tenant/<name>} or {@code Department/<name>}
 * @param conditions {@code Ready}; {@code BudgetGranted} with a budget; {@code Halted} while it is
 */
public record DepartmentStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Home namespace, in which the department makes its requests.")
        String namespace,
    @JsonPropertyDescription("Codes from the root down to this department itself.")
        List<String> path,
    @JsonPropertyDescription(
            "What holds for the tenants at and below, after all that the ancestors forbid.")
        EffectiveBounds effective,
    @JsonPropertyDescription("The budget as it is in force.") BudgetStatus budget,
    @JsonPropertyDescription("Who holds what of the budget: Tenant/<name> or Department/<name>.")
        Map<String, Allocation> allocations,
    @JsonPropertyDescription(
            "Ready: the home namespace and its roles are in place. BudgetGranted: spec.budget is in"
                + " force. Halted: this department or one above it is halted.")
        List<Condition> conditions) {

  /** All but budget and allocations, which have a writer of their own. */
  public DepartmentStatus withoutBudget() {
    return new DepartmentStatus(
        observedGeneration, namespace, path, effective, null, null, conditions);
  }
}
