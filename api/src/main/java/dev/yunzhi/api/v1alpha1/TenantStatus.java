package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Tenant}.
 *
 * @param conditions {@code Ready}: every namespace with quota, limits, network policies and
 *     bindings is in place
 */
public record TenantStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("How many namespaces it has.") Integer namespaceCount,
    @JsonPropertyDescription("Its namespaces.") List<TenantNamespaceStatus> namespaces,
    @JsonPropertyDescription("Ready; Halted while the department or one above it is halted.")
        List<Condition> conditions) {}
