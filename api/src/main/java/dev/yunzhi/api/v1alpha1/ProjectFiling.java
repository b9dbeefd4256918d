package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The record of a project at the authority that keeps them (备案).
 *
 * @param number under which it is kept
 * @param authority that keeps it
 * @param date day of the filing, {@code yyyy-MM-dd}
 * @param contact null when not given
 */
public record ProjectFiling(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Number of the record.")
        String number,
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Authority that keeps the record.")
        String authority,
    @Required @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day of the filing, yyyy-MM-dd.")
        String date,
    @Size(min = 1, max = 100) @JsonPropertyDescription("Who answers questions about it.")
        String contact) {}
