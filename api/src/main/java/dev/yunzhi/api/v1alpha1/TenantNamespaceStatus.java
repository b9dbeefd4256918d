package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * One namespace of a tenant, as it stands.
 *
 * @param quota its share
 */
public record TenantNamespaceStatus(
    @JsonPropertyDescription("Name of the namespace.") String name,
    @JsonPropertyDescription("Its share of the tenant's quota.") Map<String, Quantity> quota,
    @JsonPropertyDescription("Whether everything in it is in place.") Boolean ready) {}
