package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a tenant's namespaces when its Tenant is deleted. */
public enum Reclaim {
  /**
   * The namespaces and all in them stay, still guarded, and can be taken up again by a Tenant of
   * the same name.
   */
  @JsonProperty("Retain")
  RETAIN,
  /** The namespaces and all in them are deleted before the Tenant goes. */
  @JsonProperty("Delete")
  DELETE
}
