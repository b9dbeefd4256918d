package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.WireName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.List;

/** Bindings from our subjects to a ClusterRole of the chart. */
final class Bindings {

  private static final String RBAC = "rbac.authorization.k8s.io";

  /**
   * @param subjects null is none; the binding then stands empty
   */
  static RoleBinding of(ObjectMeta metadata, String clusterRole, List<Subject> subjects) {
    return new RoleBindingBuilder()
        .withMetadata(metadata)
        .withRoleRef(role(clusterRole))
        .withSubjects(subjects(subjects))
        .build();
  }

  static RoleRef role(String clusterRole) {
    return new RoleRef(RBAC, "ClusterRole", clusterRole);
  }

  /**
   * @param subjects null is none
   */
  static List<io.fabric8.kubernetes.api.model.rbac.Subject> subjects(List<Subject> subjects) {
    return (subjects == null ? List.<Subject>of() : subjects)
        .stream()
            .map(
                s ->
                    new SubjectBuilder()
                        .withApiGroup(RBAC)
                        .withKind(WireName.of(s.kind()))
                        .withName(s.name())
                        .build())
            .toList();
  }

  private Bindings() {}
}
