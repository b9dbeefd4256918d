package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What the tenants of a department, and of all departments below it, may use. A part that is null
 * is not bounded here; an empty list allows nothing.
 *
 * @param registries registries, or repositories below one, that images may come from
 * @param storageClasses by name
 * @param ingressClasses by name
 * @param hosts host names of ingresses and gateways; {@code *.} in front stands for every name
 *     below
 * @param exposure the widest exposure
 * @param priorityClasses by name
 * @param runtimeClasses by name
 * @param deviceClasses by name
 * @param serviceTypes types of Services
 * @param loadBalancerRanges CIDRs in which the address of a load balancer may lie
 * @param externalIPs CIDRs in which external addresses of a Service may lie
 * @param access the highest that a person may be in a tenant
 * @param maxTermDays the longest term from start to expiry
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bounds(
    @Size(max = 100)
        @JsonPropertyDescription(
            "Registries, or repositories below one, that images may come from, e.g. registry.example.cn/base.")
        List<@Pattern(REPOSITORY) String> registries,
    @Size(max = 100) @JsonPropertyDescription("Names of StorageClasses.")
        List<@Pattern(NAME) String> storageClasses,
    @Size(max = 100) @JsonPropertyDescription("Names of IngressClasses and GatewayClasses.")
        List<@Pattern(NAME) String> ingressClasses,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Host names of ingresses and gateways; *. in front stands for every name below.")
        List<@Pattern("^([*][.])?[a-z0-9]([-.a-z0-9]{0,249}[a-z0-9])?$") String> hosts,
    @JsonPropertyDescription("The widest exposure: None, Internal or Internet.") Exposure exposure,
    @Size(max = 100) @JsonPropertyDescription("Names of PriorityClasses.")
        List<@Pattern(NAME) String> priorityClasses,
    @Size(max = 100) @JsonPropertyDescription("Names of RuntimeClasses.")
        List<@Pattern(NAME) String> runtimeClasses,
    @Size(max = 100) @JsonPropertyDescription("Names of DeviceClasses.")
        List<@Pattern(NAME) String> deviceClasses,
    @Size(max = 4) @JsonPropertyDescription("Types of Services.")
        List<@Pattern("^(ClusterIP|NodePort|LoadBalancer|ExternalName)$") String> serviceTypes,
    @Size(max = 100)
        @ValidationRule(value = ARE_NETWORKS, message = NOT_NETWORKS)
        @JsonPropertyDescription("CIDRs in which the address of a load balancer may lie.")
        List<@Size(max = 43) String> loadBalancerRanges,
    @Size(max = 100)
        @ValidationRule(value = ARE_NETWORKS, message = NOT_NETWORKS)
        @JsonPropertyDescription("CIDRs in which external addresses of a Service may lie.")
        List<@Size(max = 43) String> externalIPs,
    @JsonPropertyDescription(
            "The highest that a person may be in a tenant: Viewer, Editor or Owner. Who is given more gets this.")
        Access access,
    @JsonPropertyDescription("The longest term of a tenant in days, by environment.")
        TermDays maxTermDays) {

  private static final String NAME = "^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$";
  private static final String REPOSITORY =
      "^[a-z0-9]([-.a-z0-9]{0,99}[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9][-._a-z0-9]{0,49}){0,4}$";
  private static final String ARE_NETWORKS =
      "self.all(c, isCIDR(c) && string(cidr(c).masked()) == c)";
  private static final String NOT_NETWORKS =
      "each must be a CIDR without host bits, e.g. 10.20.0.0/16 or 2001:db8::/32";
}
