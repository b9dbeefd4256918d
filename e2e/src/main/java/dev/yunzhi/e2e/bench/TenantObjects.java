package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What the operator makes of tenants, as it stands in the cluster. */
final class TenantObjects {

  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Namespace.class,
          ResourceQuota.class,
          LimitRange.class,
          NetworkPolicy.class,
          RoleBinding.class);

  /** All of tenants whose names begin with the prefix; namespaces first. */
  static List<HasMetadata> list(KubernetesClient client, String prefix) {
    return KINDS.stream()
        .<HasMetadata>flatMap(
            kind ->
                client
                    .resources(kind)
                    .inAnyNamespace()
                    .withLabel(Labels.TENANT)
                    .list()
                    .getItems()
                    .stream())
        .filter(o -> o.getMetadata().getLabels().get(Labels.TENANT).startsWith(prefix))
        .toList();
  }

  private TenantObjects() {}
}
