package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Project}.
 *
 * @param phase Planned, Approved or Accepted
 * @param conditions {@code Complete}: all that the six unified steps ask for before a tenant is
 *     there
 */
public record ProjectStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Planned, Approved or Accepted.") String phase,
    @JsonPropertyDescription("Complete: all that a tenant request needs of the project is there.")
        List<Condition> conditions) {}
