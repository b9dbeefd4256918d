package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where a system of a {@link Facility} went. */
public record FacilityMove(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 40)
        @JsonPropertyDescription(
            "Tenant that it runs in now. The move counts once that Tenant is Ready and its"
                + " spec.system is the name of the system.")
        String tenant,
    @Required
        @Size(max = 10)
        @ValidationRule(value = Yunzhi.IS_DAY, message = Yunzhi.NO_DAY)
        @JsonPropertyDescription("Day on which it moved, yyyy-MM-dd.")
        String movedOn) {}
