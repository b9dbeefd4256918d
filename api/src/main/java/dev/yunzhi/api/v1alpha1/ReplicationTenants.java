package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/**
 * Which tenants' namespaces hold the copies.
 *
 * @param subtree null and false are the department's own tenants alone
 * @param matchLabels null and empty leave none out
 */
public record ReplicationTenants(
    @JsonPropertyDescription(
            "Whether tenants of the departments below hold copies too. Absent: the department's own alone.")
        Boolean subtree,
    @Size(max = 8)
        @JsonPropertyDescription(
            "Only namespaces with all these labels, e.g. yunzhi.dev/environment: Production.")
        Map<String, String> matchLabels) {}
