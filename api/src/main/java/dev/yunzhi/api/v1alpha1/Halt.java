package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A department is at a standstill, and all below it.
 *
 * @param reason for people; 1 to 1000 characters
 */
public record Halt(
    @Required
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription("Why, for those whom it concerns.")
        String reason) {}
