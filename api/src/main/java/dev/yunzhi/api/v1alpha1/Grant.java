package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One request, as it was when it was carried out on a tenant. */
public record Grant(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the TenantRequest.")
        String request,
    @Required @Size(max = 64) @JsonPropertyDescription("UID of the TenantRequest.") String uid,
    @Required @JsonPropertyDescription("Generation of the TenantRequest.") Long generation) {}
