package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a reform stands. */
public enum ReformPhase {
  /** What it would do is in its status. */
  @JsonProperty("Previewed")
  PREVIEWED,
  /** It cannot be done as it is written; the status says why. */
  @JsonProperty("Refused")
  REFUSED,
  /** Its steps are being taken. */
  @JsonProperty("Running")
  RUNNING,
  /** All its steps are taken. */
  @JsonProperty("Done")
  DONE,
  /** Its steps are being taken back. */
  @JsonProperty("Undoing")
  UNDOING,
  /** All is as it was. */
  @JsonProperty("Undone")
  UNDONE;

  /** Whether steps are under way, in either direction. */
  public boolean moves() {
    return this == RUNNING || this == UNDOING;
  }
}
