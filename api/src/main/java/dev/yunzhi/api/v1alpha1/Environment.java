package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tenant is for; sets how long it may live. */
public enum Environment {
  /** Serves the public or the office; the longest term. */
  @JsonProperty("Production")
  PRODUCTION,
  /** Building and testing. */
  @JsonProperty("Development")
  DEVELOPMENT,
  /** Opened in an emergency; the shortest term. */
  @JsonProperty("Emergency")
  EMERGENCY
}
