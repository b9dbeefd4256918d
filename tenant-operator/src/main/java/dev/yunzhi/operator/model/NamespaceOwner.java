package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;

/** Whose a namespace is, by its labels, which only the operator writes. */
public final class NamespaceOwner {

  /**
   * Whether it is a namespace of this tenant, and not of one of the same name that another
   * department had. After a reform it may still name the department that owned the tenant before.
   */
  public static boolean isOf(Namespace namespace, Tenant tenant) {
    var labels = labels(namespace);
    if (!tenant.getMetadata().getName().equals(labels.get(Labels.TENANT))) {
      return false;
    }
    String department = labels.get(Labels.DEPARTMENT);
    var former = tenant.getSpec().formerDepartments();
    return tenant.getSpec().department().equals(department)
        || (former != null && former.contains(department));
  }

  /**
   * What the labels say.
   *
   * @param namespace null when it is not known
   * @return empty when nothing is known
   */
  public static Map<String, String> labels(Namespace namespace) {
    return namespace == null || namespace.getMetadata().getLabels() == null
        ? Map.of()
        : namespace.getMetadata().getLabels();
  }

  /**
   * Whether it is a namespace of any tenant.
   *
   * @param namespace null when it is not known, and then it is not
   */
  public static boolean isTenants(Namespace namespace) {
    return labels(namespace).containsKey(Labels.TENANT);
  }

  private NamespaceOwner() {}
}
