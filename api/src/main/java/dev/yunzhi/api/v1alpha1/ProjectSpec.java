package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Spec of a {@link Project}. What the six unified steps ask for is optional here and judged by
 * policy GOV-003, so that a project can be registered before it is approved.
 */
public record ProjectSpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Size(max = 200) @JsonPropertyDescription("Name for people, in English.") String displayNameEn,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Department that carries the project out.")
        String department,
    @Min(2000) @Max(2100) @JsonPropertyDescription("Year of the plan that lists the project.")
        Integer planYear,
    @Size(max = 100) @JsonPropertyDescription("Where the money comes from.") String fundSource,
    @Size(max = 100) @JsonPropertyDescription("Number of the approval (立项).") String approvalNumber,
    @JsonPropertyDescription("Review by the expert panel.") ExpertReview expertReview,
    @JsonPropertyDescription("Acceptance (验收), once completed.") Acceptance acceptance) {}
