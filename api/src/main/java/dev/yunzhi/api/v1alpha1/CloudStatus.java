package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Cloud}. What was last seen of the cluster stays while it cannot be reached.
 *
 * @param clusterId null until it was reached for the first time
 * @param conditions {@code Ready}: the cluster answers and tenants can be looked after on it
 */
public record CloudStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "Identity of the cluster: the uid of its namespace kube-system. While tenants lie on it, no other cluster"
                + " is taken in its place.")
        String clusterId,
    @JsonPropertyDescription("Version of its Kubernetes.") String version,
    @JsonPropertyDescription("What its nodes have to give, as last seen.") CloudCapacity capacity,
    @JsonPropertyDescription("How many tenants name it.") Integer tenants,
    @JsonPropertyDescription("Ready.") List<Condition> conditions) {}
