package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where a tenant's services may be reached; each constant includes those before it. */
public enum Exposure {
  /** From within the cluster alone. */
  @JsonProperty("None")
  NONE,
  /** From the government network too (政务外网). */
  @JsonProperty("Internal")
  INTERNAL,
  /** From the internet too. */
  @JsonProperty("Internet")
  INTERNET
}
