package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a tenant stands in its life; derived from its spec and the time. */
public enum TenantPhase {
  /** It runs. */
  @JsonProperty("Active")
  ACTIVE,
  /** It runs, but its term ends soon, or has ended a short while ago. */
  @JsonProperty("Expiring")
  EXPIRING,
  /** Its workloads stand still and it can only be read; it can be resumed. */
  @JsonProperty("Suspended")
  SUSPENDED,
  /** As Suspended, until the window that its spec names is over. */
  @JsonProperty("Hibernating")
  HIBERNATING,
  /** Its end was approved and is being carried out. */
  @JsonProperty("Reclaiming")
  RECLAIMING,
  /** Its end was carried out. */
  @JsonProperty("Reclaimed")
  RECLAIMED
}
