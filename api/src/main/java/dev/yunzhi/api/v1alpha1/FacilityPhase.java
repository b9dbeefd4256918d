package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a facility is from being closed. */
public enum FacilityPhase {
  /** Nobody has said when it closes. */
  @JsonProperty("Open")
  OPEN,
  /** It has a day on which it closes. */
  @JsonProperty("Closing")
  CLOSING,
  /** That day is over and it is still there. */
  @JsonProperty("Overdue")
  OVERDUE,
  /** It was closed after the last of its systems had left. */
  @JsonProperty("Closed")
  CLOSED
}
