package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.FlowPort;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What agreements in force let pass at one tenant's end. */
public final class AgreedTraffic {

  /**
   * One network policy for each agreement that concerns the tenant.
   *
   * @param agreements halves of the tenant's own department that are in force
   */
  public static List<NetworkPolicy> at(
      Tenant tenant, String namespace, List<Agreement> agreements) {
    String name = tenant.getMetadata().getName();
    var policies = new ArrayList<NetworkPolicy>();
    for (Agreement agreement : agreements) {
      var out = new ArrayList<NetworkPolicyEgressRule>();
      var in = new ArrayList<NetworkPolicyIngressRule>();
      for (Flow flow : agreement.getSpec().flows()) {
        if (flow.from().equals(name)) {
          out.add(to(flow));
        }
        if (flow.to().equals(name)) {
          in.add(from(flow));
        }
      }
      if (!out.isEmpty() || !in.isEmpty()) {
        policies.add(policy(tenant, namespace, agreement, in, out));
      }
    }
    return policies;
  }

  /** Tenants at the other ends of these agreements' flows. */
  public static List<String> partners(String tenant, List<Agreement> agreements) {
    var partners = new TreeSet<String>();
    for (Agreement agreement : agreements) {
      for (Flow flow : agreement.getSpec().flows()) {
        if (flow.from().equals(tenant)) {
          partners.add(flow.to());
        } else if (flow.to().equals(tenant)) {
          partners.add(flow.from());
        }
      }
    }
    return List.copyOf(partners);
  }

  private static NetworkPolicy policy(
      Tenant tenant,
      String namespace,
      Agreement agreement,
      List<NetworkPolicyIngressRule> in,
      List<NetworkPolicyEgressRule> out) {
    var types = new ArrayList<String>();
    if (!in.isEmpty()) {
      types.add("Ingress");
    }
    if (!out.isEmpty()) {
      types.add("Egress");
    }
    return new NetworkPolicyBuilder()
        .withMetadata(
            ManagedMetadata.inTenant(
                tenant, namespace, "yunzhi-agreement-" + agreement.getMetadata().getName()))
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes(types)
        .withIngress(in.isEmpty() ? null : in)
        .withEgress(out.isEmpty() ? null : out)
        .endSpec()
        .build();
  }

  private static NetworkPolicyEgressRule to(Flow flow) {
    return new NetworkPolicyEgressRuleBuilder()
        .addNewTo()
        .withNamespaceSelector(namespacesOf(flow.to()))
        .endTo()
        .withPorts(ports(flow))
        .build();
  }

  private static NetworkPolicyIngressRule from(Flow flow) {
    return new NetworkPolicyIngressRuleBuilder()
        .addNewFrom()
        .withNamespaceSelector(namespacesOf(flow.from()))
        .endFrom()
        .withPorts(ports(flow))
        .build();
  }

  private static LabelSelector namespacesOf(String tenant) {
    return new LabelSelectorBuilder().withMatchLabels(Map.of(Labels.TENANT, tenant)).build();
  }

  private static List<NetworkPolicyPort> ports(Flow flow) {
    return flow.ports().stream().map(AgreedTraffic::port).toList();
  }

  private static NetworkPolicyPort port(FlowPort port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(port.protocol() == null ? "TCP" : port.protocol().name())
        .withPort(new IntOrString(port.port()))
        .withEndPort(port.endPort())
        .build();
  }

  private AgreedTraffic() {}
}
