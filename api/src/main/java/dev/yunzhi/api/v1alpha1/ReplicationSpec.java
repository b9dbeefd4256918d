package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link Replication}.
 *
 * @param tenants null is all tenants of the department
 */
public record ReplicationSpec(
    @Required
        @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, b.kind == a.kind && b.name == a.name))",
            message = "no source may be named twice")
        @JsonPropertyDescription("What is copied: objects in the same namespace.")
        List<ReplicationSource> sources,
    @JsonPropertyDescription(
            "Which tenants' namespaces hold the copies. Absent: those of all tenants of the department.")
        ReplicationTenants tenants) {}
