package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Project}.
 *
 * @param phase see {@link ProjectPhase}
 * @param gates where each stands, by its Approvals; what the spec records of them is not here
 * @param approvedTotals what changes of what it costs were approved by Approvals, in yuan
 * @param acceptBy last day of the term for acceptance; null while it is not completed
 * @param evaluateFrom first day on which it may be evaluated; null while it is not accepted
 * @param evaluateBy last day of the term for evaluation; null while it is not accepted
 * @param conditions {@code Approved}: by all gates up to {@link Stage#INITIATION}; {@code
 *     Complete}: all that the six unified steps ask for before a tenant is there; {@code Accepted};
 *     {@code Evaluated}, once it is accepted; {@code ChangesCovered}, once there are changes
 */
public record ProjectStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("The furthest of its gates that it has passed.") ProjectPhase phase,
    @JsonPropertyDescription("What Approvals decided on each gate.") List<StageStatus> gates,
    @JsonPropertyDescription("Totals of changes that Approvals approved, in yuan.")
        List<Long> approvedTotals,
    @JsonPropertyDescription("Last day of the term for acceptance, yyyy-MM-dd, in Beijing.")
        String acceptBy,
    @JsonPropertyDescription("First day of the term for evaluation.") String evaluateFrom,
    @JsonPropertyDescription("Last day of the term for evaluation.") String evaluateBy,
    @JsonPropertyDescription(
            "Complete, Approved, Accepted, Evaluated once it is accepted, ChangesCovered once there are changes.")
        List<Condition> conditions) {}
