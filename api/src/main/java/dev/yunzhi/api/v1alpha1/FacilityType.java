package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a department has of its own that the shared cloud is to replace. */
public enum FacilityType {
  /** A machine room (机房). */
  @JsonProperty("MachineRoom")
  MACHINE_ROOM,
  /** A private network (专网). */
  @JsonProperty("PrivateNetwork")
  PRIVATE_NETWORK
}
