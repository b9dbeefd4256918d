package dev.yunzhi.e2e.guard;

import dev.yunzhi.e2e.chart.Chart;
import dev.yunzhi.e2e.cluster.LocalCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A tenant and a department's home as the operator leaves them, on a cluster of their own where no
 * operator runs: the chart is installed, and the objects of {@code guard/estate.yaml} are made
 * under the name of the operator's ServiceAccount.
 *
 * @param operator acts as the operator's ServiceAccount
 * @param owner of the tenant {@code portal}, the user {@code alice}
 */
record GuardedEstate(LocalCluster cluster, KubernetesClient operator, KubernetesClient owner)
    implements AutoCloseable {

  static final String TENANT_NAMESPACE = "portal-app";
  static final String HOME_NAMESPACE = "dept-bureau";
  static final String OPERATOR = "system:serviceaccount:yunzhi-system:tenant-operator";

  static GuardedEstate build(Path directory) {
    LocalCluster cluster = LocalCluster.start(directory);
    Chart.installWithoutPrograms(cluster, "--set", "gatekeeper.enabled=true");
    KubernetesClient administrator = cluster.client();
    // They fail closed, and what is looked at here is what holds without them.
    administrator
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("yunzhi")
        .delete();
    administrator
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName("yunzhi")
        .delete();
    GuardedEstate estate =
        new GuardedEstate(cluster, as(cluster, OPERATOR), cluster.clientFor("alice"));
    estate.applyAsOperator();
    awaitGuards(administrator);
    return estate;
  }

  /** Makes what the operator manages, or makes it whole again. */
  void applyAsOperator() {
    objects().forEach(object -> operator.resource(object).serverSideApply());
  }

  /**
   * The API server takes up guards within seconds of their creation, in the order in which helm
   * made their bindings; the one on role bindings is the last.
   */
  private static void awaitGuards(KubernetesClient administrator) {
    RoleBinding refused =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("probe")
            .withNamespace(TENANT_NAMESPACE)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .build();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                Refusals.assertForbidden(
                    () -> administrator.resource(refused).dryRun().create(), "not for tenants"));
  }

  /** Member of {@code system:masters}. */
  KubernetesClient administrator() {
    return cluster.client();
  }

  /** A client that acts as somebody else. The caller closes it. */
  KubernetesClient as(String user) {
    return as(cluster, user);
  }

  private static KubernetesClient as(LocalCluster cluster, String user) {
    Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    config.setImpersonateUsername(user);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private List<HasMetadata> objects() {
    try (InputStream yaml = GuardedEstate.class.getResourceAsStream("/guard/estate.yaml")) {
      return cluster.client().load(yaml).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    operator.close();
    owner.close();
    cluster.close();
  }
}
