package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a common component can be had. */
public enum ComponentLifecycle {
  /** Any tenant can subscribe to it. */
  @JsonProperty("Offered")
  OFFERED,
  /** Those that use it go on, and are to change to its successor. */
  @JsonProperty("Deprecated")
  DEPRECATED,
  /** Nobody uses it any more. */
  @JsonProperty("Withdrawn")
  WITHDRAWN
}
