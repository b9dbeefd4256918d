package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.ReplicationTenants;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;

/**
 * Which namespaces hold the copies of a department's Replication: by labels that only the operator
 * writes.
 *
 * @param department that the Replication is of
 * @param code of that department
 * @param tenants null is all tenants of the department
 */
public record ReplicaNamespaces(String department, String code, ReplicationTenants tenants) {

  /** Whether a namespace that is not being deleted is one of them. */
  public boolean include(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels != null
        && !namespace.isMarkedForDeletion()
        && labels.containsKey(Labels.TENANT)
        && (department.equals(labels.get(Labels.DEPARTMENT))
            || (reachesBelow() && labels.containsKey(Labels.ANCESTOR_PREFIX + code)))
        && (tenants == null
            || tenants.matchLabels() == null
            || labels.entrySet().containsAll(tenants.matchLabels().entrySet()));
  }

  private boolean reachesBelow() {
    return tenants != null && Boolean.TRUE.equals(tenants.subtree());
  }
}
