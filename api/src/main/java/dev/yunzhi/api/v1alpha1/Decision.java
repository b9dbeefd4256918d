package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one person decided on one stage. */
public enum Decision {
  /** Agrees. */
  @JsonProperty("Approved")
  APPROVED,
  /** Refuses; the reason is required. */
  @JsonProperty("Rejected")
  REJECTED,
  /** Takes back what the same person decided on the stage before. */
  @JsonProperty("Withdrawn")
  WITHDRAWN
}
