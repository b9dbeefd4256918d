package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The request that a tenant was made from. */
public record RequestReference(
    @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Home namespace of the department.")
        String namespace,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the TenantRequest.")
        String name,
    @Size(max = 64) @JsonPropertyDescription("UID of the TenantRequest.") String uid) {}
