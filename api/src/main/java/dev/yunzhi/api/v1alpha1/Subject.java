package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A user or group as the API server's authenticators name it.
 *
 * @param kind never null
 * @param name 1 to 253 characters; never one of Kubernetes' own names, which begin with {@code
 *     system:}
 */
public record Subject(
    @Required @JsonPropertyDescription("User or Group.") SubjectKind kind,
    @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "!self.startsWith('system:')",
            message =
                "a name that begins with system: stands for Kubernetes itself or for everybody; name a person or a group of your own")
        @JsonPropertyDescription(
            "The name of the user or group, as the API server's authentication gives it.")
        String name) {}
