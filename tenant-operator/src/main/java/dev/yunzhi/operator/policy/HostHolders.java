package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.HostScope;
import dev.yunzhi.operator.model.Hosts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Who else has a host. Two tenants that ask for one host in the same instant, at two replicas or
 * before the watch has shown the first, may both get it; the platform sees both in its Ingresses.
 */
final class HostHolders {

  private final Informers informers;
  private final Reader live;

  HostHolders(Informers informers, Reader live) {
    this.informers = informers;
    this.live = live;
  }

  /** Puts {@code hostHolders}: for each host asked for, what of others collides with it. */
  void put(ObjectNode context, String namespace, JsonNode spec) {
    ArrayNode holders = context.putArray("hostHolders");
    String own = tenantOf(namespace);
    for (String host : asked(spec)) {
      find(Ingress.class, Hosts::of, host, own, holders);
      if (informers.watches(HTTPRoute.class)) {
        find(HTTPRoute.class, Hosts::of, host, own, holders);
      }
    }
  }

  private static Set<String> asked(JsonNode spec) {
    var hosts = new LinkedHashSet<String>();
    spec.path("rules").forEach(rule -> hosts.add(rule.path("host").asText()));
    spec.path("tls").forEach(tls -> tls.path("hosts").forEach(h -> hosts.add(h.asText())));
    spec.path("hostnames").forEach(host -> hosts.add(host.asText()));
    spec.path("listeners").forEach(listener -> hosts.add(listener.path("hostname").asText()));
    hosts.remove("");
    return hosts;
  }

  private <T extends HasMetadata> void find(
      Class<T> kind, Function<T, Set<String>> hosts, String host, String own, ArrayNode holders) {
    for (String key : HostScope.lookups(host)) {
      for (T candidate : informers.of(kind).by(Informers.BY_HOST, key)) {
        String tenant = tenantOf(candidate.getMetadata().getNamespace());
        if (!tenant.equals(own)) {
          confirm(kind, candidate, hosts, key)
              .forEach(
                  held ->
                      holders
                          .addObject()
                          .put("asked", host)
                          .put("host", held)
                          .put("tenant", tenant));
        }
      }
    }
  }

  /** A watch lags behind: nobody is refused for what is gone. */
  private <T extends HasMetadata> Set<String> confirm(
      Class<T> kind, T candidate, Function<T, Set<String>> hosts, String key) {
    var meta = candidate.getMetadata();
    T now = live.get(kind, meta.getNamespace(), meta.getName());
    var held = new LinkedHashSet<String>();
    if (now != null) {
      for (String host : hosts.apply(now)) {
        if (HostScope.keys(Set.of(host)).contains(key)) {
          held.add(host);
        }
      }
    }
    return held;
  }

  /** A namespace that is no tenant's is the platform's; it stands for itself. */
  private String tenantOf(String namespace) {
    Namespace managed = informers.of(Namespace.class).get(namespace);
    String tenant = managed == null ? null : managed.getMetadata().getLabels().get(Labels.TENANT);
    return tenant == null ? "namespace " + namespace : tenant;
  }
}
