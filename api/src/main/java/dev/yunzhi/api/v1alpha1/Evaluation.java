package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The evaluation (后评价) of an accepted project.
 *
 * @param date day of the evaluation, {@code yyyy-MM-dd}
 * @param conclusion what it found
 * @param reference number of the report; null when not given
 */
public record Evaluation(
    @Required @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day of the evaluation, yyyy-MM-dd.")
        String date,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("What it found.")
        String conclusion,
    @Size(min = 1, max = 100) @JsonPropertyDescription("Number of the report.") String reference) {}
