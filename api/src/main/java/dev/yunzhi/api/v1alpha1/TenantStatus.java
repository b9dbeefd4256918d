package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Tenant}.
 *
 * @param phase derived from the spec and the time
 * @param conditions {@code Ready}: every namespace with quota, limits, network policies and
 *     bindings is in place; {@code Expiring}: its term ends soon or is over; {@code Suspended}: its
 *     workloads stand still and it can only be read
 */
public record TenantStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Where it stands in its life.") TenantPhase phase,
    @JsonPropertyDescription("How many namespaces it has.") Integer namespaceCount,
    @JsonPropertyDescription("Its namespaces.") List<TenantNamespaceStatus> namespaces,
    @JsonPropertyDescription(
            "Ready, Expiring, Suspended; while the department or one above it is halted: Halted.")
        List<Condition> conditions) {}
