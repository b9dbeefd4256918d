package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The approved end of a tenant: data returned, media wiped, assets closed. Only the operator writes
 * it.
 *
 * @param request of type End
 * @param approvedAt instant of the last approval, RFC 3339
 */
public record TenantEnd(
    @Required @JsonPropertyDescription("Request that asked for the end.") RequestReference request,
    @Required
        @Size(max = 35)
        @ValidationRule(value = Yunzhi.IS_INSTANT, message = Yunzhi.NO_INSTANT)
        @JsonPropertyDescription("Instant of the last approval, RFC 3339.")
        String approvedAt) {}
