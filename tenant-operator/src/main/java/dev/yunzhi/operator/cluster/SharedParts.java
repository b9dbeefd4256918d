package dev.yunzhi.operator.cluster;

import com.github.benmanes.caffeine.cache.Interner;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;

/**
 * Keeps watched objects small. The namespaces of all tenants hold much the same objects: equal
 * parts of different objects become one in memory, and so do equal copies of one object that
 * several watches have brought. Thread-safe.
 */
public final class SharedParts {

  private final Interner<Object> parts = Interner.newWeakInterner();

  /**
   * Shares what the object has in common with others. Of its managed fields those stay that {@link
   * Applier} looks at: what we own of the object itself.
   *
   * @param object nobody else may have it yet
   * @return the object, or an equal one that was there before
   */
  public <T extends HasMetadata> T share(T object) {
    ObjectMeta meta = object.getMetadata();
    meta.setManagedFields(meta.getManagedFields().stream().filter(SharedParts::ours).toList());
    meta.getManagedFields().forEach(entry -> entry.setFieldsV1(one(entry.getFieldsV1())));
    meta.setName(one(meta.getName()));
    meta.setNamespace(one(meta.getNamespace()));
    meta.setLabels(one(meta.getLabels()));
    meta.setAnnotations(one(meta.getAnnotations()));
    if (object instanceof RoleBinding binding) {
      binding.setRoleRef(one(binding.getRoleRef()));
      binding.setSubjects(one(binding.getSubjects()));
    } else if (object instanceof NetworkPolicy policy) {
      policy.setSpec(one(policy.getSpec()));
    } else if (object instanceof LimitRange limits) {
      limits.setSpec(one(limits.getSpec()));
    } else if (object instanceof ResourceQuota quota) {
      quota.setSpec(one(quota.getSpec()));
      quota.setStatus(one(quota.getStatus()));
    } else if (object instanceof Namespace namespace) {
      namespace.setSpec(one(namespace.getSpec()));
      namespace.setStatus(one(namespace.getStatus()));
    } else if (object instanceof YunzhiResource<?, ?>) {
      // The SDK watches our kinds for itself.
      return one(object);
    }
    return object;
  }

  private static boolean ours(ManagedFieldsEntry entry) {
    return Yunzhi.FIELD_MANAGER.equals(entry.getManager()) && entry.getSubresource() == null;
  }

  /** The one that stands for all that are equal to it; null for null. */
  @SuppressWarnings("unchecked")
  private <P> P one(P part) {
    return part == null ? null : (P) parts.intern(part);
  }
}
