package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Systems of a {@link Facility} that are to leave it by one day. */
public record FacilityWave(
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Its name, which systems give in their field wave.")
        String name,
    @Required
        @Size(max = 10)
        @ValidationRule(value = Yunzhi.IS_DAY, message = Yunzhi.NO_DAY)
        @JsonPropertyDescription("Last day on which they may still be there, yyyy-MM-dd.")
        String dueOn) {}
