package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * One namespace of a tenant.
 *
 * @param name suffix; the namespace is called {@code <tenant>-<name>}
 * @param quota this namespace's share of the tenant's quota; null takes an equal part of what the
 *     others leave
 */
public record NamespaceClaim(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("Suffix: the namespace is called <tenant>-<name>.")
        String name,
    @Size(max = 32)
        @JsonPropertyDescription(
            "This namespace's share of the tenant's quota. Absent: an equal part of what the others leave.")
        Map<String, Quantity> quota) {}
