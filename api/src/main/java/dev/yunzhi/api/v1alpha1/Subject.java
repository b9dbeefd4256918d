package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A user or group as the API server's authenticators name it.
 *
 * @param kind never null
 * @param name 1 to 253 characters
 */
public record Subject(
    @Required @JsonPropertyDescription("User or Group.") SubjectKind kind,
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "The name of the user or group, as the API server's authentication gives it.")
        String name) {}
