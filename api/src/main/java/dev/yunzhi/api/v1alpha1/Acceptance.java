package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The acceptance (验收) of a completed project.
 *
 * @param date day of the acceptance, {@code yyyy-MM-dd}
 * @param reference number of the certificate; null when not given
 */
public record Acceptance(
    @Required @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day of the acceptance, yyyy-MM-dd.")
        String date,
    @Size(max = 100) @JsonPropertyDescription("Number of the certificate.") String reference) {}
