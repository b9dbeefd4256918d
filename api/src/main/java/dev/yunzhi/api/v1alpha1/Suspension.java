package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * An order to suspend a tenant.
 *
 * @param reason 1 to 500 characters; shown to the tenant's people
 */
public record Suspension(
    @Required
        @Size(min = 1, max = 500)
        @JsonPropertyDescription("Why; shown to the tenant's people.")
        String reason) {}
