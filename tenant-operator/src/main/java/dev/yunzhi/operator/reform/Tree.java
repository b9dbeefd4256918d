package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The department tree and what lies in it, as it was at one moment.
 *
 * @param departments by name, as are projects, tenants, facilities and components
 */
public record Tree(
    Map<String, Department> departments,
    Map<String, Project> projects,
    Map<String, Tenant> tenants,
    Map<String, Facility> facilities,
    Map<String, SharedComponent> components,
    Collection<Agreement> agreements,
    Collection<ComponentSubscription> subscriptions,
    Collection<TenantRequest> requests) {

  public static Tree of(
      Collection<Department> departments,
      Collection<Project> projects,
      Collection<Tenant> tenants,
      Collection<Facility> facilities,
      Collection<SharedComponent> components,
      Collection<Agreement> agreements,
      Collection<ComponentSubscription> subscriptions,
      Collection<TenantRequest> requests) {
    return new Tree(
        byName(departments),
        byName(projects),
        byName(tenants),
        byName(facilities),
        byName(components),
        agreements,
        subscriptions,
        requests);
  }

  private static <T extends HasMetadata> Map<String, T> byName(Collection<T> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                o -> o.getMetadata().getName(), Function.identity(), (a, b) -> b, TreeMap::new));
  }
}
