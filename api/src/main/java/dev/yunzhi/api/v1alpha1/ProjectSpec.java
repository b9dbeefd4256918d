package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link Project}. What the six unified steps ask for is optional here and judged by
 * policy GOV-003, so that a project can be registered before it is approved.
 *
 * @param purpose null: it is compared with others by its name alone
 * @param completedOn null while it goes on
 * @param estimate in whole yuan; null: no change of it is looked at
 * @param changes in the order in which they were made; null is none
 * @param systems null is none
 * @param function null: it is compared with no other
 * @param area null is that of its department
 * @param duplicationReason null when none was given
 * @param writers everyone who ever wrote this spec; stamped by admission, whatever the client sent
 */
public record ProjectSpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Size(max = 200) @JsonPropertyDescription("Name for people, in English.") String displayNameEn,
    @Size(min = 1, max = 1000)
        @JsonPropertyDescription(
            "What it is for, in Chinese; like projects are told by it and by their names.")
        String purpose,
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
    @JsonPropertyDescription("Acceptance (验收), once completed.") Acceptance acceptance,
    @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day on which it was completed, yyyy-MM-dd.")
        String completedOn,
    @JsonPropertyDescription("Evaluation (后评价), one to two years after acceptance.")
        Evaluation evaluation,
    @Min(1)
        @Max(Yunzhi.MOST_YUAN)
        @JsonPropertyDescription("What was approved that it may cost (概算), in yuan.")
        Long estimate,
    @Size(min = 1, max = 20)
        @JsonPropertyDescription("Changes of what it costs, in the order in which they were made.")
        List<ProjectChange> changes,
    @JsonPropertyDescription("Its record at the authority that keeps them (备案).")
        ProjectFiling filing,
    @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.name == b.name))",
            message = "the names of the systems must differ")
        @JsonPropertyDescription("Its information systems, as the system catalogue lists them.")
        List<ProjectSystem> systems,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "What it does, by the classification in use; with area it tells like projects.")
        String function,
    @Pattern("^[0-9]{6,12}$")
        @JsonPropertyDescription(
            "Administrative division code of the area that it serves. Absent: its department's.")
        String area,
    @Size(min = 1, max = 1000)
        @JsonPropertyDescription("Why it is built although there is a like one.")
        String duplicationReason,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Stamped by admission: everyone who ever wrote this spec, and since when. None of them can decide on what"
                + " they wrote.")
        List<ProjectWriter> writers) {}
