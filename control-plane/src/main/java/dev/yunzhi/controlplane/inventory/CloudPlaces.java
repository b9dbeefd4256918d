package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Namespaces of tenants that stand on further clouds, which the inventory does not look into: by
 * what the tenants say. Thread-safe.
 */
@Component
public final class CloudPlaces {
  private final TenantBoard tenants;

  CloudPlaces(TenantBoard tenants) {
    this.tenants = tenants;
  }

  /** The namespaces of some tenants, as an event of their cloud names them. */
  public List<Clause.Value> namespaces(Predicate<Tenant> which) {
    return tenants.tenants(which.and(tenant -> tenant.getSpec().cloud() != null)).stream()
        .flatMap(
            tenant ->
                tenant.getSpec().namespaces().stream()
                    .map(
                        claim ->
                            new Clause.Value(
                                Facet.NAMESPACE,
                                tenant.getMetadata().getName() + "-" + claim.name(),
                                tenant.getSpec().cloud(),
                                null,
                                null)))
        .toList();
  }

  /** The home namespace of a department. */
  public String home(String department) {
    return AssetKinds.HOME_PREFIX + department;
  }
}
