package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is to be done with a reform now. */
public enum ReformAction {
  /** Shows what would change, and changes nothing. */
  @JsonProperty("Preview")
  PREVIEW,
  /** Takes the steps that were shown. */
  @JsonProperty("Run")
  RUN,
  /** Takes back the steps that were taken, the last one first. */
  @JsonProperty("Undo")
  UNDO
}
