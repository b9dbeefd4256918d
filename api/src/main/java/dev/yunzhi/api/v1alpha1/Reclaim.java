package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a tenant's namespaces when its end is approved, or its Tenant deleted. */
public enum Reclaim {
  /**
   * The namespaces and all in them stay, still guarded, and can be taken up again by a Tenant of
   * the same name.
   */
  @JsonProperty("Retain")
  RETAIN,
  /**
   * The namespaces and all in them are deleted; that takes an approved end, or a recorded override.
   */
  @JsonProperty("Delete")
  DELETE
}
