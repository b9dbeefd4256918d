package dev.yunzhi.operator.cluster;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.model.AgreedTraffic;
import dev.yunzhi.operator.model.Handshake;
import dev.yunzhi.operator.model.HomeNamespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The agreements that a tenant has a part in. Thread-safe. */
public final class Agreements {

  private final Informers informers;
  private final Clock clock;

  public Agreements(Informers informers, Clock clock) {
    this.informers = informers;
    this.clock = clock;
  }

  /** What agreements now in force let pass in a namespace of the tenant. */
  public List<NetworkPolicy> policies(Tenant tenant, String namespace) {
    return AgreedTraffic.at(tenant, namespace, inForce(tenant.getSpec().department()));
  }

  private List<Agreement> inForce(String department) {
    var halves = informers.of(Agreement.class).inNamespace(HomeNamespace.nameFor(department));
    if (halves.isEmpty()) {
      return halves;
    }
    var records = records(informers);
    return halves.stream()
        .filter(half -> Handshake.of(half, records, clock.instant()).inForce())
        .toList();
  }

  /** Tenants of other departments that agreements now in force let this tenant reach. */
  public List<String> partners(String tenant, String department) {
    return AgreedTraffic.partners(tenant, inForce(department));
  }

  /** What a handshake goes by, as watched. */
  public static Handshake.Records records(Informers informers) {
    return new Handshake.Records(
        (namespace, name) -> informers.of(Agreement.class).get(namespace, name),
        name -> informers.of(Tenant.class).get(name));
  }

  /** The tenants that an agreement names. */
  public static Collection<ResourceID> tenants(Agreement agreement) {
    Set<String> names = new LinkedHashSet<>();
    for (Flow flow : agreement.getSpec().flows()) {
      names.add(flow.from());
      names.add(flow.to());
    }
    return names.stream().map(ResourceID::new).collect(Collectors.toList());
  }
}
