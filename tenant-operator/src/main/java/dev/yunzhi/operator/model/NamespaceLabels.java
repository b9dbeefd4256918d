package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels of namespaces: who they belong to, and what Pod Security admits in them. */
final class NamespaceLabels {

  /** Pod Security Standards, profile "restricted": refused, warned of and audited alike. */
  private static final Map<String, String> POD_SECURITY =
      Map.of(
          Labels.POD_SECURITY_ENFORCE,
          "restricted",
          Labels.POD_SECURITY_ENFORCE + "-version",
          "latest",
          "pod-security.kubernetes.io/audit",
          "restricted",
          "pod-security.kubernetes.io/audit-version",
          "latest",
          "pod-security.kubernetes.io/warn",
          "restricted",
          "pod-security.kubernetes.io/warn-version",
          "latest");

  static SortedMap<String, String> ofTenant(Tenant tenant, Lineage lineage) {
    var labels = ofDepartment(lineage);
    labels.put(Labels.TENANT, tenant.getMetadata().getName());
    labels.put(Labels.PROTECTION_LEVEL, String.valueOf(tenant.getSpec().protectionLevel()));
    labels.put(Labels.ENVIRONMENT, WireName.of(tenant.getSpec().environment()));
    return labels;
  }

  static SortedMap<String, String> ofHome(Lineage lineage) {
    var labels = ofDepartment(lineage);
    labels.put(Labels.DEPARTMENT_HOME, lineage.self().name());
    return labels;
  }

  private static SortedMap<String, String> ofDepartment(Lineage lineage) {
    var labels = new TreeMap<>(POD_SECURITY);
    labels.put(Labels.MANAGED, "true");
    labels.put(Labels.DEPARTMENT, lineage.self().name());
    labels.put(Labels.DEPARTMENT_CODE, lineage.self().code());
    for (Ancestor ancestor : lineage.path()) {
      labels.put(Labels.ANCESTOR_PREFIX + ancestor.code(), WireName.of(ancestor.level()));
    }
    return labels;
  }

  private NamespaceLabels() {}
}
