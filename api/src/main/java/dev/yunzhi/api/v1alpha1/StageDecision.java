package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What one person decided on a stage, as it stands.
 *
 * @param decision Approved or Rejected
 * @param expiresAt RFC 3339; null when it does not expire
 */
public record StageDecision(
    @JsonPropertyDescription("Name of the Approval.") String approval,
    @JsonPropertyDescription("Approved or Rejected.") Decision decision,
    @JsonPropertyDescription("Who decided.") String decidedBy,
    @JsonPropertyDescription("When, RFC 3339.") String decidedAt,
    @JsonPropertyDescription("Reason given.") String reason,
    @JsonPropertyDescription("Receipt or attestation given.") String evidence,
    @JsonPropertyDescription("Until when it counts, RFC 3339.") String expiresAt) {}
