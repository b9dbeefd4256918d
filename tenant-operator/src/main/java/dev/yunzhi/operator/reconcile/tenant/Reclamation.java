package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Annotations;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.ServerSideApply;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.reconcile.Terminating;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes the namespaces of a tenant whose {@code spec.reclaim} is Delete. */
public final class Reclamation {

  private final KubernetesClient home;

  /**
   * @param home client of the home cluster, where Tenants are
   */
  public Reclamation(KubernetesClient home) {
    this.home = home;
  }

  /** Whether the end was approved, or the platform team wrote down why it need not be. */
  static boolean mayDestroy(Tenant tenant) {
    return tenant.getSpec().end() != null || override(tenant) != null;
  }

  /** Why a tenant may be destroyed although its end was not approved; null when it may not. */
  static String override(Tenant tenant) {
    var annotations = tenant.getMetadata().getAnnotations();
    String reason = annotations == null ? null : annotations.get(Annotations.DESTROY_OVERRIDE);
    return reason == null || reason.isBlank() ? null : reason;
  }

  /**
   * Asks for the deletion of all namespaces of the tenant. Reads from the API server itself: what a
   * watch has not shown yet must not stay behind.
   *
   * @param client of the cluster that the tenant lies on
   * @return those that are still there
   */
  static List<Namespace> deleteNamespaces(Tenant tenant, KubernetesClient client) {
    var namespaces =
        client
            .namespaces()
            .withLabel(Labels.MANAGED, "true")
            .withLabel(Labels.TENANT, tenant.getMetadata().getName())
            .list()
            .getItems()
            .stream()
            .filter(n -> NamespaceOwner.isOf(n, tenant))
            .toList();
    namespaces.stream()
        .filter(n -> !n.isMarkedForDeletion())
        .forEach(n -> client.resource(n).delete());
    return namespaces;
  }

  /** What holds the namespaces up, in Kubernetes' own words. */
  static String describe(List<Namespace> left) {
    return left.stream()
        .map(
            n ->
                "Namespace %s is being deleted%s"
                    .formatted(n.getMetadata().getName(), Terminating.heldUpBy(n)))
        .collect(Collectors.joining("; "));
  }

  /** A cleanup cannot return a status, so it is written here. */
  void patchStatus(UpdateControl<Tenant> update) {
    if (update.isNoUpdate()) {
      return;
    }
    home.resource(update.getResource().orElseThrow())
        .subresource("status")
        .patch(ServerSideApply.by(Yunzhi.FIELD_MANAGER).build());
  }
}
