package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Department;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;

/**
 * The namespace in which a department makes its requests, and who may act there.
 *
 * @param namespace carries no ownerReference: nothing may collect it
 */
public record HomeNamespace(Namespace namespace, List<RoleBinding> bindings) {

  private static final String PREFIX = "dept-";

  /** Name of the home namespace of the department of that name. */
  public static String nameFor(String department) {
    return PREFIX + department;
  }

  /** The department whose home a namespace of that name would be. */
  public static String departmentOf(String namespace) {
    return namespace.startsWith(PREFIX) ? namespace.substring(PREFIX.length()) : namespace;
  }

  /**
   * The home namespace of a department.
   *
   * @param parent the department right above; null for the root
   */
  public static HomeNamespace of(Department department, Department parent, Lineage lineage) {
    String name = department.getMetadata().getName();
    String home = nameFor(name);
    return new HomeNamespace(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(home)
            .withLabels(NamespaceLabels.ofHome(lineage))
            .endMetadata()
            .build(),
        List.of(
            Bindings.of(
                ManagedMetadata.inHome(name, home, "yunzhi-administrators"),
                "yunzhi-department-administrator",
                department.getSpec().administrators()),
            Bindings.of(
                ManagedMetadata.inHome(name, home, "yunzhi-members"),
                "yunzhi-department-member",
                department.getSpec().members()),
            // Who decides the stage Parent of its requests; nobody where it is the root.
            Bindings.of(
                ManagedMetadata.inHome(name, home, "yunzhi-parent-administrators"),
                "yunzhi-parent-administrator",
                parent == null ? null : parent.getSpec().administrators()),
            Replicator.atHome(name, home)));
  }
}
