package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Metadata of the objects that the operator keeps inside a namespace. */
final class ManagedMetadata {

  static ObjectMeta inTenant(Tenant tenant, String namespace, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(
            new TreeMap<>(
                Map.of(
                    Labels.MANAGED, "true",
                    Labels.TENANT, tenant.getMetadata().getName(),
                    Labels.DEPARTMENT, tenant.getSpec().department())))
        .build();
  }

  static ObjectMeta inHome(String department, String namespace, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(
            new TreeMap<>(Map.of(Labels.MANAGED, "true", Labels.DEPARTMENT_HOME, department)))
        .build();
  }

  private ManagedMetadata() {}
}
