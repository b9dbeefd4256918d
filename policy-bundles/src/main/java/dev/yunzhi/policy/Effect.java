package dev.yunzhi.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a finding does to the request that it was found in, the heaviest first. */
public enum Effect {
  /** The request is refused. */
  @JsonProperty("Deny")
  DENY("Deny"),
  /** The request is let through and its user is warned. */
  @JsonProperty("Warn")
  WARN("Warn"),
  /** The request is let through; the finding is only recorded. */
  @JsonProperty("Audit")
  AUDIT("Audit");

  private final String value;

  Effect(String value) {
    this.value = value;
  }

  /** The name as policies, custom resources and findings write it: {@code Deny}. */
  public String value() {
    return value;
  }
}
