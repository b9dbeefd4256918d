package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Status of a {@link ComponentSubscription}.
 *
 * @param endpoint null while it is not Active, or when the component names none
 */
public record ComponentSubscriptionStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Where the component is reached, while the subscription is Active.")
        String endpoint,
    @JsonPropertyDescription("Active.") List<Condition> conditions) {}
