package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a finding of a policy leads to. */
public enum Effect {
  /** The request is refused. */
  @JsonProperty("Deny")
  DENY,
  /** The request passes; its sender sees a warning. */
  @JsonProperty("Warn")
  WARN,
  /** The request passes; only the record and the reports show it. */
  @JsonProperty("Audit")
  AUDIT
}
