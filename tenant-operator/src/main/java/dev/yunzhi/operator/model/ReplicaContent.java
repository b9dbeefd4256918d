package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What of an object is copied beside its metadata, by kind. */
public final class ReplicaContent {

  /** Class of the objects of a kind. */
  public static Class<? extends HasMetadata> type(ReplicatedKind kind) {
    return switch (kind) {
      case SECRET -> Secret.class;
      case CONFIG_MAP -> ConfigMap.class;
      case ROLE -> Role.class;
      case ROLE_BINDING -> RoleBinding.class;
    };
  }

  /** The kind of an object that is a source or a copy. */
  public static ReplicatedKind kind(HasMetadata object) {
    for (ReplicatedKind kind : ReplicatedKind.values()) {
      if (type(kind).isInstance(object)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(object.getKind() + " is not copied");
  }

  /**
   * The object with its content alone. That content cannot be changed is not copied: the copy has
   * to follow a source that was made anew.
   */
  static HasMetadata of(HasMetadata object) {
    if (object instanceof Secret secret) {
      return new SecretBuilder()
          .withType(secret.getType())
          .withData(orEmpty(secret.getData()))
          .build();
    }
    if (object instanceof ConfigMap map) {
      return new ConfigMapBuilder()
          .withData(orEmpty(map.getData()))
          .withBinaryData(orEmpty(map.getBinaryData()))
          .build();
    }
    if (object instanceof Role role) {
      return new RoleBuilder().withRules(orEmpty(role.getRules())).build();
    }
    RoleBinding binding = (RoleBinding) object;
    return new RoleBindingBuilder()
        .withRoleRef(binding.getRoleRef())
        .withSubjects(orEmpty(binding.getSubjects()))
        .build();
  }

  /** Whether Kubernetes lets the one become the other; if not, it has to be made anew. */
  public static boolean canBecome(HasMetadata actual, HasMetadata desired) {
    if (actual instanceof Secret before && desired instanceof Secret after) {
      return Objects.equals(before.getType(), after.getType());
    }
    if (actual instanceof RoleBinding before && desired instanceof RoleBinding after) {
      return Objects.equals(before.getRoleRef(), after.getRoleRef());
    }
    return true;
  }

  private static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
    return map == null ? Map.of() : map;
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  private ReplicaContent() {}
}
