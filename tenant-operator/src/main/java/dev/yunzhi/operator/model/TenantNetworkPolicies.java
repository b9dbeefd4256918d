package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.Map;

/** What every namespace of a tenant starts from: nothing passes, but names can be resolved. */
final class TenantNetworkPolicies {

  static final String DEFAULT_DENY = "yunzhi-default-deny";
  static final String ALLOW_DNS = "yunzhi-allow-dns";

  static List<NetworkPolicy> of(Tenant tenant, String namespace) {
    return List.of(defaultDeny(tenant, namespace), allowDns(tenant, namespace));
  }

  private static NetworkPolicy defaultDeny(Tenant tenant, String namespace) {
    return new NetworkPolicyBuilder()
        .withMetadata(ManagedMetadata.inTenant(tenant, namespace, DEFAULT_DENY))
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }

  private static NetworkPolicy allowDns(Tenant tenant, String namespace) {
    return new NetworkPolicyBuilder()
        .withMetadata(ManagedMetadata.inTenant(tenant, namespace, ALLOW_DNS))
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes("Egress")
        .addNewEgress()
        .addNewTo()
        .withNamespaceSelector(labelled("kubernetes.io/metadata.name", "kube-system"))
        .withPodSelector(labelled("k8s-app", "kube-dns"))
        .endTo()
        .withPorts(dns("UDP"), dns("TCP"))
        .endEgress()
        .endSpec()
        .build();
  }

  private static LabelSelector labelled(String key, String value) {
    return new LabelSelectorBuilder().withMatchLabels(Map.of(key, value)).build();
  }

  private static NetworkPolicyPort dns(String protocol) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(53))
        .build();
  }

  private TenantNetworkPolicies() {}
}
