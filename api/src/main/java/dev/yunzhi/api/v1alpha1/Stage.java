package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who has to agree to a request. */
public enum Stage {
  /** The platform team; every request. */
  @JsonProperty("Platform")
  PLATFORM,
  /** The security team; from protection level 3 up. */
  @JsonProperty("Security")
  SECURITY
}
