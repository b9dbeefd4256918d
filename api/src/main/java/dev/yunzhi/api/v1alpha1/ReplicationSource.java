package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An object in the namespace of a {@link Replication}; its copies bear the same name. */
public record ReplicationSource(
    @Required @JsonPropertyDescription("Secret, ConfigMap, Role or RoleBinding.")
        ReplicatedKind kind,
    @Required
        @Pattern(Yunzhi.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "!self.startsWith('yunzhi')",
            message = "names that begin with yunzhi are Yunzhi's own")
        @JsonPropertyDescription("Name of the object, and of its copies.")
        String name) {}
