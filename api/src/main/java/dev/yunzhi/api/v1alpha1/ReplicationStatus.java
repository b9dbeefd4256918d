package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Replication}.
 *
 * @param failures at most ten, by namespace
 */
public record ReplicationStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("How many namespaces are to hold the copies.") Integer namespaces,
    @JsonPropertyDescription("How many copies there are to be.") Integer desired,
    @JsonPropertyDescription("How many copies are in place.") Integer inPlace,
    @JsonPropertyDescription("How many copies are not in place.") Integer failed,
    @JsonPropertyDescription("The first ten copies that are not in place, and why.")
        List<ReplicationFailure> failures,
    @JsonPropertyDescription("Ready; Halted while the department is halted.")
        List<Condition> conditions) {}
