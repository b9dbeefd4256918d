package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Subject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who may come near the department tree at all: every administrator may write departments, and
 * every member read them. Which departments an administrator may write, admission says.
 */
public final class TreeBindings {

  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::kind).thenComparing(Subject::name);

  public static List<ClusterRoleBinding> of(Collection<Department> departments) {
    return List.of(
        binding(
            "yunzhi-tree-administrators",
            "yunzhi-tree-administrator",
            all(departments, d -> d.getSpec().administrators())),
        binding(
            "yunzhi-tree-members",
            "yunzhi-tree-member",
            all(departments, d -> d.getSpec().members())));
  }

  private static List<Subject> all(
      Collection<Department> departments, Function<Department, List<Subject>> subjects) {
    return departments.stream()
        .map(subjects)
        .filter(s -> s != null)
        .flatMap(List::stream)
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  private static ClusterRoleBinding binding(String name, String role, List<Subject> subjects) {
    ObjectMeta metadata =
        new ObjectMetaBuilder().withName(name).withLabels(Map.of(Labels.MANAGED, "true")).build();
    return new ClusterRoleBindingBuilder()
        .withMetadata(metadata)
        .withRoleRef(Bindings.role(role))
        .withSubjects(Bindings.subjects(subjects))
        .build();
  }

  private TreeBindings() {}
}
