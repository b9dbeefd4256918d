package dev.yunzhi.operator.constraint;

import dev.yunzhi.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.Namespace;

/** Which namespaces constraints are about. */
final class Tenants {

  /**
   * Whether it is a tenant's.
   *
   * @param namespace null is none
   */
  static boolean has(Namespace namespace) {
    return namespace != null
        && namespace.getMetadata().getLabels() != null
        && namespace.getMetadata().getLabels().containsKey(Labels.TENANT);
  }

  private Tenants() {}
}
