package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link TenantRequest}.
 *
 * @param waitingFor who is to act, in one word or two; null when nobody
 * @param nextStep what the department, or whoever is to act, does next: a full sentence
 * @param conditions {@code PolicyCompliant}, {@code Approved}, {@code Ready}
 */
public record TenantRequestStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Where the request stands.") RequestPhase phase,
    @JsonPropertyDescription("Who is to act.") String waitingFor,
    @JsonPropertyDescription("What is to be done next, and by whom.") String nextStep,
    @JsonPropertyDescription("The same in Chinese.") String nextStepZh,
    @JsonPropertyDescription("Name of the Tenant, once there is one.") String tenant,
    @JsonPropertyDescription("Revision of the policy bundle that judged it.") String policyRevision,
    @JsonPropertyDescription("What the policies found.") List<FindingStatus> findings,
    @JsonPropertyDescription("The approval stages that it needs.") List<StageStatus> stages,
    @JsonPropertyDescription("PolicyCompliant, Approved, Ready.") List<Condition> conditions) {}
