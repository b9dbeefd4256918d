package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A change of what a project costs. Within the percentage of policy GOV-006 it is filed only,
 * beyond that it is approved anew.
 *
 * @param date day of the change, {@code yyyy-MM-dd}
 * @param total what the project costs from then on, in whole yuan
 * @param reason why
 * @param filingNumber null while it is not filed
 * @param approvalNumber null where it is not approved on paper
 */
public record ProjectChange(
    @Required @Pattern(Yunzhi.DAY) @JsonPropertyDescription("Day of the change, yyyy-MM-dd.")
        String date,
    @Required
        @Min(0)
        @Max(Yunzhi.MOST_YUAN)
        @JsonPropertyDescription("What the whole project costs from then on, in yuan.")
        Long total,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("Why.") String reason,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription("Number under which a change within the limit was filed.")
        String filingNumber,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription("Number of the new approval of a change beyond the limit.")
        String approvalNumber) {}
