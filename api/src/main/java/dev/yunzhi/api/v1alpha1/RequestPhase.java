package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a request stands; derived from the conditions, for people and printer columns. */
public enum RequestPhase {
  /** A policy refuses it; the department has to correct it. */
  @JsonProperty("Refused")
  REFUSED,
  /** Policies are content; a stage has not decided yet. */
  @JsonProperty("AwaitingApproval")
  AWAITING_APPROVAL,
  /** A stage rejected it. */
  @JsonProperty("Rejected")
  REJECTED,
  /** Approved; the tenant is being made. */
  @JsonProperty("Provisioning")
  PROVISIONING,
  /** The tenant is ready. */
  @JsonProperty("Granted")
  GRANTED,
  /** Something outside the request stands in the way, e.g. the tenant's name is taken. */
  @JsonProperty("Blocked")
  BLOCKED,
  /** The end was approved; the tenant is being taken back. */
  @JsonProperty("Ending")
  ENDING,
  /** The tenant was taken back. */
  @JsonProperty("Ended")
  ENDED
}
