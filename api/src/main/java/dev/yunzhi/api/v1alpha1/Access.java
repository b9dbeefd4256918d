package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person may be in a tenant; each constant may do all that those before it may. */
public enum Access {
  /** Looks at everything but Secrets. */
  @JsonProperty("Viewer")
  VIEWER,
  /** Deploys. */
  @JsonProperty("Editor")
  EDITOR,
  /** Gives rights too. */
  @JsonProperty("Owner")
  OWNER
}
