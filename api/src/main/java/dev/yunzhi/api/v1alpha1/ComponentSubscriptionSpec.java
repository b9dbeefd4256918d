package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Spec of a {@link ComponentSubscription}. */
public record ComponentSubscriptionSpec(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @ValidationRule(
            value = "self == oldSelf",
            message = "component is immutable; make another subscription")
        @JsonPropertyDescription("SharedComponent that is used.")
        String component,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 40)
        @ValidationRule(
            value = "self == oldSelf",
            message = "tenant is immutable; make another subscription")
        @JsonPropertyDescription("Tenant of the department that uses it.")
        String tenant,
    @Required @Size(min = 1, max = 1000) @JsonPropertyDescription("What it is used for.")
        String purpose) {}
