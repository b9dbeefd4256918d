package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the resources of an idle tenant have been taken back, in the order of the way. */
public enum IdleStep {
  /** It was told that it lies idle; it may object. */
  @JsonProperty("Noticed")
  NOTICED,
  /** The time to object is over; the last days before something is taken. */
  @JsonProperty("Grace")
  GRACE,
  /** Its quota is lowered to what it uses and some more. */
  @JsonProperty("Shrunk")
  SHRUNK,
  /** Its workloads stand still and it can only be read; nothing of it is deleted. */
  @JsonProperty("Reclaimed")
  RECLAIMED,
  /** Somebody of it objected: all is given back, and for a while nothing is taken. */
  @JsonProperty("Objected")
  OBJECTED
}
