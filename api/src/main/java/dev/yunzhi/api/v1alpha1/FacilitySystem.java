package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * An information system that stands in a {@link Facility}.
 *
 * @param wave null while nobody has planned when it moves
 * @param move null until it has moved
 * @param retiredOn null unless it was shut down instead
 */
@ValidationRule(
    value = "!has(self.move) || !has(self.retiredOn)",
    message = "a system either moved or was retired",
    fieldPath = ".retiredOn",
    reason = "FieldValueForbidden")
public record FacilitySystem(
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Its name, as spec.system of a tenant gives it.")
        String name,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription("Number of its entry in the system catalogue.")
        String catalogueNumber,
    @Min(1) @Max(4) @JsonPropertyDescription("Protection level by GB/T 22239, 1 to 4.")
        Integer protectionLevel,
    @JsonPropertyDescription("What it takes there, which is free once it has left.")
        FacilityResources resources,
    @Size(min = 1, max = 63) @JsonPropertyDescription("Wave of migration that it is in.")
        String wave,
    @JsonPropertyDescription("Where it went.") FacilityMove move,
    @Size(max = 10)
        @ValidationRule(value = Yunzhi.IS_DAY, message = Yunzhi.NO_DAY)
        @JsonPropertyDescription("Day on which it was shut down without moving, yyyy-MM-dd.")
        String retiredOn) {}
