package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * What the nodes of a {@link Cloud} have to give together.
 *
 * @param nodes those that are ready and not cordoned
 */
public record CloudCapacity(
    @JsonPropertyDescription("Nodes that are ready and take pods.") Integer nodes,
    @JsonPropertyDescription("Their allocatable cores.") Quantity cpu,
    @JsonPropertyDescription("Their allocatable memory.") Quantity memory) {}
