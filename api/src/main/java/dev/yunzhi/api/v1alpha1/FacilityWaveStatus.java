package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How far a wave is.
 *
 * @param left those that neither moved nor were retired
 */
public record FacilityWaveStatus(
    @JsonPropertyDescription("Its name.") String name,
    @JsonPropertyDescription("Planned, Overdue or Done.") FacilityWaveState state,
    @JsonPropertyDescription("Systems in it.") Integer systems,
    @JsonPropertyDescription("Systems of it that have moved.") Integer moved,
    @JsonPropertyDescription("Systems of it that are still there.") Integer left,
    @JsonPropertyDescription("What the systems that have left took there.")
        FacilityResources freed) {}
