package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link Tenant}.
 *
 * @param phase derived from the spec and the time
 * @param use null while it is not known
 * @param idle null unless it lies idle and was told so
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
    @JsonPropertyDescription("How much of its quota it used. Absent: not known.") TenantUse use,
    @JsonPropertyDescription(
            "How far its resources have been taken back for lying idle. Absent: nobody takes any.")
        TenantIdle idle,
    @JsonPropertyDescription(
            "Ready, Expiring, Suspended; while the department or one above it is halted: Halted;"
                + " where use is measured: Measured, Idle.")
        List<Condition> conditions) {}
