package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Somebody who wrote the spec of a {@link Project}.
 *
 * @param name of the user
 * @param generation that they wrote first
 */
public record ProjectWriter(
    @JsonPropertyDescription("Name of the user.") String name,
    @JsonPropertyDescription("Generation of the project that they wrote first.") Long generation) {}
