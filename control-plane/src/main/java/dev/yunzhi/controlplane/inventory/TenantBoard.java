package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests and tenants as they stand now, for people to look at. Thread-safe. */
public final class TenantBoard {
  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
  private final Map<String, TenantRequest> requests = new ConcurrentHashMap<>();

  void put(HasMetadata object) {
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

  /** The requests of a department itself, in order of the name. */
  public List<TenantRequest> requests(String department) {
    return requests.values().stream()
        .filter(request -> department.equals(AssetKinds.home(request.getMetadata().getNamespace())))
        .sorted(Comparator.comparing(request -> request.getMetadata().getName()))
        .toList();
  }
}
