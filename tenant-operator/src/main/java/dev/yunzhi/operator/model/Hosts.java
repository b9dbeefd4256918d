package dev.yunzhi.operator.model;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The host names that an object takes for itself; what names none takes no particular one. */
public final class Hosts {

  public static Set<String> of(Ingress ingress) {
    var hosts = new LinkedHashSet<String>();
    var spec = ingress.getSpec();
    if (spec == null) {
      return hosts;
    }
    orEmpty(spec.getRules()).stream()
        .map(rule -> rule.getHost())
        .filter(Objects::nonNull)
        .forEach(hosts::add);
    orEmpty(spec.getTls()).forEach(tls -> hosts.addAll(orEmpty(tls.getHosts())));
    return hosts;
  }

  public static Set<String> of(HTTPRoute route) {
    return route.getSpec() == null
        ? Set.of()
        : new LinkedHashSet<>(orEmpty(route.getSpec().getHostnames()));
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  private Hosts() {}
}
