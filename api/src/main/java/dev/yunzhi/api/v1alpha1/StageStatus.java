package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Where one approval stage stands.
 *
 * @param decision null while nobody has decided
 */
public record StageStatus(
    @JsonPropertyDescription("Platform or Security.") Stage stage,
    @JsonPropertyDescription("Approved or Rejected; absent while nobody has decided.")
        Decision decision,
    @JsonPropertyDescription("Name of the Approval that decided.") String approval,
    @JsonPropertyDescription("Who decided.") String decidedBy,
    @JsonPropertyDescription("When, RFC 3339.") String decidedAt,
    @JsonPropertyDescription("Reason given.") String reason) {}
