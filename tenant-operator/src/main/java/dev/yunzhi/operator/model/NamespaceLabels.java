package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels of namespaces: who they belong to, and what Pod Security admits in them. */
final class NamespaceLabels {

  private static final String PROFILE = "restricted";

  /**
   * In tenants at home the profile is enforced by policy SEC-016, on Pods and on what makes them,
   * and the webhook that asks it fails closed. Were it enforced here too, Kubernetes would answer
   * first: without the clause, in one language, and deaf to every PolicyException. On further
   * clouds there is no such webhook, so there Kubernetes itself enforces the profile.
   */
  private static final String SEC_016_DECIDES = "privileged";

  /**
   * @param readOnly why the tenant can only be read; null when it can be written
   */
  static SortedMap<String, String> ofTenant(Tenant tenant, Lineage lineage, String readOnly) {
    var labels = ofDepartment(lineage);
    labels.putAll(podSecurity(tenant.getSpec().cloud() == null ? SEC_016_DECIDES : PROFILE));
    labels.put(Labels.TENANT, tenant.getMetadata().getName());
    labels.put(Labels.PROTECTION_LEVEL, String.valueOf(tenant.getSpec().protectionLevel()));
    labels.put(Labels.ENVIRONMENT, WireName.of(tenant.getSpec().environment()));
    if (tenant.getSpec().nodePool() != null) {
      labels.put(Labels.NODE_POOL, tenant.getSpec().nodePool());
    }
    if (lineage.halted().isPresent()) {
      labels.put(Labels.READ_ONLY, "DepartmentHalted");
    }
    if (readOnly != null) {
      labels.put(Labels.READ_ONLY, readOnly);
    }
    return labels;
  }

  static SortedMap<String, String> ofHome(Lineage lineage) {
    var labels = ofDepartment(lineage);
    labels.putAll(podSecurity(PROFILE));
    labels.put(Labels.DEPARTMENT_HOME, lineage.self().name());
    return labels;
  }

  private static SortedMap<String, String> ofDepartment(Lineage lineage) {
    var labels = new TreeMap<String, String>();
    labels.put(Labels.MANAGED, "true");
    labels.put(Labels.DEPARTMENT, lineage.self().name());
    labels.put(Labels.DEPARTMENT_CODE, lineage.self().code());
    for (Ancestor ancestor : lineage.path()) {
      labels.put(Labels.ANCESTOR_PREFIX + ancestor.code(), WireName.of(ancestor.level()));
    }
    return labels;
  }

  private static Map<String, String> podSecurity(String enforced) {
    return Map.of(
        Labels.POD_SECURITY_ENFORCE,
        enforced,
        Labels.POD_SECURITY_ENFORCE + "-version",
        "latest",
        "pod-security.kubernetes.io/audit",
        PROFILE,
        "pod-security.kubernetes.io/audit-version",
        "latest");
  }

  private NamespaceLabels() {}
}
