package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link PolicyException}. Nothing goes by it: whether an exception holds, Approvals,
 * spec and the clock say.
 *
 * @param approvedBy null unless it is approved
 * @param approvedAt RFC 3339; null unless it is approved
 */
public record PolicyExceptionStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Pending, Active, Rejected or Ended.") ExceptionState state,
    @JsonPropertyDescription("Who approved it.") String approvedBy,
    @JsonPropertyDescription("When, RFC 3339.") String approvedAt,
    @JsonPropertyDescription("Active.") List<Condition> conditions) {}
