package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Spec of a {@link Cloud}.
 *
 * @param category null is {@code Government}
 * @param inventorySecret null leaves the cluster out of the inventory
 * @param pue a decimal, at least 1; null when nobody has measured it
 * @param unschedulable null is false
 */
public record CloudSpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Size(min = 1, max = 100) @JsonPropertyDescription("Who runs it.") String provider,
    @JsonPropertyDescription(
            "Government: part of the unified government cloud; Departmental: a department's own"
                + " machine room; Other: an industry's or a public cloud. Absent: Government.")
        CloudCategory category,
    @Required
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "Secret in the namespace of Yunzhi whose key kubeconfig is the way to the cluster. The chart's value"
                + " operator.kubeconfigSecrets must name it too.")
        String kubeconfigSecret,
    @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "Secret in the namespace of Yunzhi whose key kubeconfig lets the inventory of assets look into the cluster, with"
                + " the rights of ServiceAccount control-plane there. The chart's value controlPlane.kubeconfigSecrets must"
                + " name it too. Absent: nobody looks, and the record has none of its assets.")
        String inventorySecret,
    @Min(1)
        @Max(4)
        @Required
        @JsonPropertyDescription(
            "Protection level by GB/T 22239 that it has passed its own test for, 1 to 4: no tenant above it is placed"
                + " there.")
        Integer protectionLevel,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Where it stands, e.g. cn-zhejiang.")
        String region,
    @Pattern("^[1-9](\\.[0-9]{1,3})?$")
        @Size(min = 1, max = 5)
        @JsonPropertyDescription(
            "Power usage effectiveness (PUE) of its data centre, a decimal from 1, e.g. \"1.25\".")
        String pue,
    @JsonPropertyDescription(
            "Cordoned: no further tenant is placed on it; those that it has stay and are looked after.")
        Boolean unschedulable) {

  /** Whether it takes no further tenant. */
  public boolean cordoned() {
    return Boolean.TRUE.equals(unschedulable);
  }
}
