package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Facility}. Days begin and end by the clock of Asia/Shanghai.
 *
 * @param left those that neither moved nor were retired
 */
public record FacilityStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Open, Closing, Overdue or Closed.") FacilityPhase phase,
    @JsonPropertyDescription("Systems that were ever named in it.") Integer systems,
    @JsonPropertyDescription("Systems that have moved: their tenants are Ready and name them.")
        Integer moved,
    @JsonPropertyDescription("Systems that were shut down instead.") Integer retired,
    @JsonPropertyDescription("Systems that are still there.") Integer left,
    @JsonPropertyDescription("Waves whose day is over while systems of them are still there.")
        Integer wavesOverdue,
    @JsonPropertyDescription("What the systems that have left took there.") FacilityResources freed,
    @JsonPropertyDescription("How far each wave is.") List<FacilityWaveStatus> waves,
    @JsonPropertyDescription("OnSchedule, MovesConfirmed.") List<Condition> conditions) {}
