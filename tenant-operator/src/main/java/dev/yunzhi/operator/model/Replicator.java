package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identity under which a department's objects are copied: a ServiceAccount of its home
 * namespace in name only. The object itself is never made, so nobody can have a token of it; the
 * operator impersonates it.
 */
public final class Replicator {

  private static final String ACCOUNT = "yunzhi-replicator";

  /** Its user name. */
  public static String userName(String home) {
    return "system:serviceaccount:%s:%s".formatted(home, ACCOUNT);
  }

  /** Lets it read what lies in its home. */
  static RoleBinding atHome(String department, String home) {
    return binding(
        ManagedMetadata.inHome(department, home, ACCOUNT), "yunzhi-replication-source", home);
  }

  /** Lets it write in a tenant's namespace while a Replication has copies there. */
  public static RoleBinding inTenant(String home, String replication, String namespace) {
    return binding(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(bindingName(home, replication))
            .withLabels(
                new TreeMap<>(Map.of(Labels.MANAGED, "true", Labels.REPLICATOR_FOR, replication)))
            .build(),
        ACCOUNT,
        home);
  }

  /**
   * Whether such a binding stands as it is to be.
   *
   * @param actual null when there is none
   */
  public static boolean stands(RoleBinding desired, RoleBinding actual) {
    return actual != null
        && desired.getRoleRef().equals(actual.getRoleRef())
        && desired.getSubjects().equals(actual.getSubjects())
        && desired.getMetadata().getLabels().equals(actual.getMetadata().getLabels());
  }

  /** Name of that binding. */
  public static String bindingName(String home, String replication) {
    return "yunzhi-replication-%s.%s".formatted(home, replication);
  }

  /**
   * The Replication, {@code <home>/<name>}, that such a binding is for.
   *
   * @return null for any other binding
   */
  public static String replicationOf(RoleBinding binding) {
    var labels = binding.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Labels.REPLICATOR_FOR);
    return name == null || binding.getSubjects().isEmpty()
        ? null
        : key(binding.getSubjects().get(0).getNamespace(), name);
  }

  /** {@code <home>/<name>}. */
  public static String key(String home, String replication) {
    return home + "/" + replication;
  }

  private static RoleBinding binding(ObjectMeta metadata, String clusterRole, String home) {
    return new RoleBindingBuilder()
        .withMetadata(metadata)
        .withRoleRef(Bindings.role(clusterRole))
        .withSubjects(
            new SubjectBuilder()
                .withKind("ServiceAccount")
                .withNamespace(home)
                .withName(ACCOUNT)
                .build())
        .build();
  }

  private Replicator() {}
}
