package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A named size of a tenant; what it comes to is set by the platform team. */
public enum Tier {
  @JsonProperty("Small")
  SMALL,
  @JsonProperty("Medium")
  MEDIUM,
  @JsonProperty("Large")
  LARGE
}
