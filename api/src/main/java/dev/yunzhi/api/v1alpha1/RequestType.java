package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a request is for; each type has its own flow. */
public enum RequestType {
  /** A tenant that is not there yet. */
  @JsonProperty("New")
  NEW,
  /** A change of a tenant that is there: only what is to differ is filled in. */
  @JsonProperty("Change")
  CHANGE,
  /** The end of a tenant. */
  @JsonProperty("End")
  END
}
