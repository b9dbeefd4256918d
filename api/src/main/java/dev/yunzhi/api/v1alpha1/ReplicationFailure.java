package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A copy that is not in place. */
public record ReplicationFailure(
    @JsonPropertyDescription("Namespace of the copy.") String namespace,
    @JsonPropertyDescription("Kind of the copy.") ReplicatedKind kind,
    @JsonPropertyDescription("Name of the copy.") String name,
    @JsonPropertyDescription("Conflict, Refused, RoleNotInPlace or Failed.") String reason,
    @JsonPropertyDescription("What is wrong and what would be right.") String message) {}
