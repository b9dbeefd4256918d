package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Project}.
 *
 * @param phase see {@link ProjectPhase}
 * @param acceptBy last day of the term for acceptance; null while it is not completed
 * @param evaluateFrom first day on which it may be evaluated; null while it is not accepted
 * @param evaluateBy last day of the term for evaluation; null while it is not accepted
 * @param conditions {@code Complete}: all that the six unified steps ask for before a tenant is
 *     there; {@code Accepted}; {@code Evaluated}, once it is accepted; {@code ChangesCovered}, once
 *     there are changes
 */
public record ProjectStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("The furthest of its gates that it has passed.") ProjectPhase phase,
    @JsonPropertyDescription("Last day of the term for acceptance, yyyy-MM-dd, in Beijing.")
        String acceptBy,
    @JsonPropertyDescription("First day of the term for evaluation.") String evaluateFrom,
    @JsonPropertyDescription("Last day of the term for evaluation.") String evaluateBy,
    @JsonPropertyDescription(
            "Complete, Accepted, Evaluated once it is accepted, ChangesCovered once there are changes.")
        List<Condition> conditions) {}
