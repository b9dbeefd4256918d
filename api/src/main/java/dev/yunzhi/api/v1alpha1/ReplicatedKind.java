package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds that a {@link Replication} copies, in the order in which copies are made. */
public enum ReplicatedKind {
  @JsonProperty("Secret")
  SECRET,
  @JsonProperty("ConfigMap")
  CONFIG_MAP,
  @JsonProperty("Role")
  ROLE,
  @JsonProperty("RoleBinding")
  ROLE_BINDING
}
