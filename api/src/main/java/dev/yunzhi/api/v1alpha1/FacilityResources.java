package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * What systems take in a {@link Facility}; each is null where nobody has counted it.
 *
 * @param cpu cores
 * @param memory bytes
 * @param storage bytes
 * @param servers pieces
 */
public record FacilityResources(
    @JsonPropertyDescription("Processor cores.") Quantity cpu,
    @JsonPropertyDescription("Memory, e.g. 64Gi.") Quantity memory,
    @JsonPropertyDescription("Disk space, e.g. 2Ti.") Quantity storage,
    @Min(0) @Max(100000) @JsonPropertyDescription("Servers.") Integer servers) {}
