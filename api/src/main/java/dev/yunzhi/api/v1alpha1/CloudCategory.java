package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose a cloud is. */
public enum CloudCategory {
  /** Part of the unified government cloud. */
  @JsonProperty("Government")
  GOVERNMENT,
  /** A department's own machine room (自建机房). */
  @JsonProperty("Departmental")
  DEPARTMENTAL,
  /** An industry's or a public cloud. */
  @JsonProperty("Other")
  OTHER
}
