package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is a fact of what lets traffic in. Beside the specification: {@code exposed}, by which ways
 * it can be reached from outside of the cluster, and {@code hosts}. Addresses that a load balancer
 * was given are of its status, and stand in {@code addresses}. Pure.
 */
final class Exposures {
  private static final Set<String> OUTSIDE = Set.of("NodePort", "LoadBalancer");

  private Exposures() {}

  static void service(Service service, Facts facts) {
    var spec = service.getSpec();
    List<String> external = Objects.requireNonNullElse(spec.getExternalIPs(), List.of());
    List<ServicePort> ports = Objects.requireNonNullElse(spec.getPorts(), List.of());
    Specification.of(facts)
        .add("type", spec.getType())
        .add("ports", ports.stream().map(Exposures::port).collect(Collectors.joining(", ")))
        .add("name", spec.getExternalName())
        .add("external addresses", String.join(", ", external))
        .put();
    Set<String> exposed = new TreeSet<>();
    if (OUTSIDE.contains(spec.getType())) {
      exposed.add(spec.getType());
    }
    if (!external.isEmpty()) {
      exposed.add("ExternalIP");
    }
    facts.put("exposed", List.copyOf(exposed));
    facts.put("addresses", addresses(service, external));
  }

  private static List<String> addresses(Service service, List<String> external) {
    var status = service.getStatus();
    Stream<String> given =
        status == null
                || status.getLoadBalancer() == null
                || status.getLoadBalancer().getIngress() == null
            ? Stream.empty()
            : status.getLoadBalancer().getIngress().stream()
                .flatMap(ingress -> Stream.of(ingress.getIp(), ingress.getHostname()))
                .filter(Objects::nonNull);
    return Stream.concat(external.stream(), given).distinct().sorted().toList();
  }

  private static String port(ServicePort port) {
    return port.getPort()
        + "/"
        + port.getProtocol()
        + (port.getNodePort() == null ? "" : " (node port " + port.getNodePort() + ")");
  }

  static void ingress(Ingress ingress, Facts facts) {
    List<IngressRule> rules = ingress.getSpec().getRules();
    List<String> hosts =
        (rules == null ? Stream.<IngressRule>empty() : rules.stream())
            .map(IngressRule::getHost)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    boolean tls = ingress.getSpec().getTls() != null && !ingress.getSpec().getTls().isEmpty();
    Specification.of(facts)
        .add("class", ingress.getSpec().getIngressClassName())
        .add("hosts", String.join(", ", hosts))
        .add("tls", tls ? "yes" : "no")
        .put();
    facts.put("exposed", List.of("Ingress"));
    facts.put("hosts", hosts);
    facts.put("tls", tls);
  }

  static void gateway(Gateway gateway, Facts facts) {
    List<Listener> listeners =
        Objects.requireNonNullElse(gateway.getSpec().getListeners(), List.of());
    Specification.of(facts)
        .add("class", gateway.getSpec().getGatewayClassName())
        .add(
            "listeners",
            listeners.stream().map(Exposures::listener).collect(Collectors.joining(", ")))
        .put();
    facts.put("exposed", List.of("Gateway"));
    facts.put("hosts", sorted(listeners.stream().map(Listener::getHostname).toList()));
    facts.put(
        "tls",
        !listeners.isEmpty() && listeners.stream().allMatch(listener -> listener.getTls() != null));
  }

  private static String listener(Listener listener) {
    return listener.getProtocol()
        + " "
        + listener.getPort()
        + (listener.getHostname() == null ? "" : " " + listener.getHostname());
  }

  static void httpRoute(HTTPRoute route, Facts facts) {
    List<String> hosts = sorted(route.getSpec().getHostnames());
    List<String> gateways =
        route.getSpec().getParentRefs() == null
            ? List.of()
            : sorted(
                route.getSpec().getParentRefs().stream()
                    .map(
                        parent ->
                            (parent.getNamespace() == null
                                    ? route.getMetadata().getNamespace()
                                    : parent.getNamespace())
                                + "/"
                                + parent.getName())
                    .toList());
    Specification.of(facts)
        .add("hosts", String.join(", ", hosts))
        .add("gateways", String.join(", ", gateways))
        .put();
    facts.put("exposed", List.of("HTTPRoute"));
    facts.put("hosts", hosts);
    facts.put("gateways", gateways);
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().filter(Objects::nonNull).distinct().sorted().toList();
  }
}
