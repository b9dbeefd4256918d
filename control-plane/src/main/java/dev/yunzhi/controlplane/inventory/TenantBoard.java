package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Requests and tenants as they stand now, for people to look at. Thread-safe. */
public final class TenantBoard {
  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
  private final Map<String, TenantRequest> requests = new ConcurrentHashMap<>();

  /** Takes a tenant or a request in, or its change; anything else is not its affair. */
  public void put(HasMetadata object) {
    if (object instanceof Tenant tenant) {
      tenants.put(tenant.getMetadata().getName(), tenant);
    } else if (object instanceof TenantRequest request) {
      requests.put(key(request), request);
    }
  }

  void remove(HasMetadata object) {
    if (object instanceof Tenant tenant) {
      tenants.remove(tenant.getMetadata().getName());
    } else if (object instanceof TenantRequest request) {
      requests.remove(key(request));
    }
  }

  private static String key(TenantRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }

  /** The tenants of a department itself, in order of the name. */
  public List<Tenant> tenants(String department) {
    return tenants.values().stream()
        .filter(tenant -> department.equals(tenant.getSpec().department()))
        .sorted(Comparator.comparing(tenant -> tenant.getMetadata().getName()))
        .toList();
  }

  /** The names of the tenants that name a user or one of the groups as owner. */
  public Set<String> ownedBy(String user, Collection<String> groups) {
    return tenants.values().stream()
        .filter(tenant -> Named.among(tenant.getSpec().owners(), user, groups))
        .map(tenant -> tenant.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tenants of which something holds, in no order. */
  public List<Tenant> tenants(Predicate<Tenant> which) {
    return tenants.values().stream().filter(which).toList();
  }

  /** The requests of a department itself, in order of the name. */
  public List<TenantRequest> requests(String department) {
    return requests.values().stream()
        .filter(request -> department.equals(AssetKinds.home(request.getMetadata().getNamespace())))
        .sorted(Comparator.comparing(request -> request.getMetadata().getName()))
        .toList();
  }
}
