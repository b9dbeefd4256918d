package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * For whom the effect of a {@link Policy} counts.
 *
 * @param percent of the departments, 0 to 100, by a hash of the department's name: a larger share
 *     holds every department of a smaller one. For the others the effect is {@code Audit}
 */
public record Rollout(
    @Required
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Share of the departments for which the effect counts, by a hash of their names; for"
                + " the others it is Audit.")
        Integer percent) {}
