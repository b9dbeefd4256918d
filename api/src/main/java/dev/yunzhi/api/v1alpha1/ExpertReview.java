package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The expert panel's review of a project.
 *
 * @param date day of the review, {@code yyyy-MM-dd}
 * @param conclusion what the panel concluded
 * @param reference number of the minutes; null when not given
 */
public record ExpertReview(
    @Required @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day of the review, yyyy-MM-dd.")
        String date,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("What the panel concluded.")
        String conclusion,
    @Size(max = 100) @JsonPropertyDescription("Number of the minutes.") String reference) {}
