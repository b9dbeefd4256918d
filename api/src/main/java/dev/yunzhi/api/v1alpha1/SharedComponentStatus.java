package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link SharedComponent}: how much it is used.
 *
 * @param active subscriptions that are Active; departments and tenants are counted among them
 */
public record SharedComponentStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Subscriptions that name it, Active or not.") Integer subscriptions,
    @JsonPropertyDescription("Subscriptions that are Active.") Integer active,
    @JsonPropertyDescription("Departments that use it.") Integer departments,
    @JsonPropertyDescription("Tenants that use it.") Integer tenants,
    @JsonPropertyDescription("Available.") List<Condition> conditions) {}
