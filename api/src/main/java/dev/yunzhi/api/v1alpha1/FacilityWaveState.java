package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a wave of migration is. */
public enum FacilityWaveState {
  @JsonProperty("Planned")
  PLANNED,
  /** Its day is over and systems of it are still there. */
  @JsonProperty("Overdue")
  OVERDUE,
  /** All its systems have left. */
  @JsonProperty("Done")
  DONE
}
