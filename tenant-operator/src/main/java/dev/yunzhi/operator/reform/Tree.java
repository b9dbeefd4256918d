package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
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
 * @param departments by name, as are projects and tenants
 */
public record Tree(
    Map<String, Department> departments,
    Map<String, Project> projects,
    Map<String, Tenant> tenants,
    Collection<Agreement> agreements,
    Collection<TenantRequest> requests) {

  public static Tree of(
      Collection<Department> departments,
      Collection<Project> projects,
      Collection<Tenant> tenants,
      Collection<Agreement> agreements,
      Collection<TenantRequest> requests) {
    return new Tree(byName(departments), byName(projects), byName(tenants), agreements, requests);
  }

  private static <T extends HasMetadata> Map<String, T> byName(Collection<T> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                o -> o.getMetadata().getName(), Function.identity(), (a, b) -> b, TreeMap::new));
  }
}
