package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a {@link PolicyPreview} comes to in one department. */
public record PreviewedDepartment(
    @JsonPropertyDescription("Name of the Department.") String name,
    @JsonPropertyDescription("Objects that would be denied.") Integer denied,
    @JsonPropertyDescription("Objects that would be warned of.") Integer warned,
    @JsonPropertyDescription("Objects in which something would be found, and no more.")
        Integer audited,
    @JsonPropertyDescription("Objects that are under an exception.") Integer exempt) {}
