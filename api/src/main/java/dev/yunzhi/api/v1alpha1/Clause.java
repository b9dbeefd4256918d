package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The place in a standard that a policy carries out.
 *
 * @param level protection level that the clause speaks of, 1 to 4; null when it holds for all
 */
public record Clause(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Standard, e.g. GB/T 22239.")
        String standard,
    @Size(max = 40) @JsonPropertyDescription("Edition, e.g. 2019.") String edition,
    @Size(max = 60) @JsonPropertyDescription("Clause number.") String clause,
    @Min(1) @Max(4) @JsonPropertyDescription("Protection level.") Integer level,
    @JsonPropertyDescription("False where the clause number was not confirmed in a public source.")
        Boolean confirmed) {}
