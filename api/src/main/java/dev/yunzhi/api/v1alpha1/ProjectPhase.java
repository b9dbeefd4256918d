package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a project is: the furthest gate that it has passed. */
public enum ProjectPhase {
  /** It is registered, or in a plan. */
  @JsonProperty("Planned")
  PLANNED,
  /** Its money is found. */
  @JsonProperty("Funded")
  FUNDED,
  /** The expert panel agreed. */
  @JsonProperty("Reviewed")
  REVIEWED,
  /** It is approved (立项), and may be built. */
  @JsonProperty("Approved")
  APPROVED,
  /** It is built, and on trial. */
  @JsonProperty("Completed")
  COMPLETED,
  /** It passed acceptance (验收). */
  @JsonProperty("Accepted")
  ACCEPTED,
  /** It was evaluated (后评价). */
  @JsonProperty("Evaluated")
  EVALUATED
}
