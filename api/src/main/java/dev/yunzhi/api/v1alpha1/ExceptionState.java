package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a {@link PolicyException} stands. */
public enum ExceptionState {
  /** Asked for; nobody has decided yet, and it waives nothing. */
  @JsonProperty("Pending")
  PENDING,
  /**
   * Approved, and not over: what it covers is found and reported, but neither denied nor warned.
   */
  @JsonProperty("Active")
  ACTIVE,
  /** Somebody of the security team said no, before it held or after. */
  @JsonProperty("Rejected")
  REJECTED,
  /** Its end is past. */
  @JsonProperty("Ended")
  ENDED
}
