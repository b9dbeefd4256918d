package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link PolicyException}.
 *
 * @param state Active or Ended
 */
public record PolicyExceptionStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Active or Ended.") String state,
    @JsonPropertyDescription("Active.") List<Condition> conditions) {}
