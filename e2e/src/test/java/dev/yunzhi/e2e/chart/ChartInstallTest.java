package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One release's life on a cluster of its own: installed, upgraded, taken away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChartInstallTest {

  private static final String NAMESPACE = "yunzhi-system";
  private static final String AS_OPERATOR =
      "--as=system:serviceaccount:yunzhi-system:tenant-operator";
  private static final String CA_BUNDLE = "YW4gYXV0aG9yaXR5";

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: somewhere}
      """;

  private static LocalCluster cluster;

  @BeforeAll
  static void install(@TempDir Path directory) {
    cluster = LocalCluster.start(directory);
    helm("install", "yunzhi", Chart.FOLDER, "--create-namespace");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void installGivesCrdsRightsWebhooksGuardsAndPrograms() {
    KubernetesClient client = cluster.client();

    assertThat(crds()).hasSameSizeAs(crdFiles());
    assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems())
        .extracting(deployment -> deployment.getMetadata().getName())
        .containsExactlyInAnyOrder("tenant-operator", "control-plane");
    assertThat(
            client
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .list()
                .getItems())
        .hasSameSizeAs(Chart.template().all(ValidatingAdmissionPolicyBinding.class));
    assertThat(webhooks()).hasSize(3);
  }

  /** kube-controller-manager checks the types of every expression; none is wrong about a field. */
  @Test
  @Order(1)
  void everyExpressionOfTheGuardsTypeChecks() {
    var guards = cluster.client().admissionRegistration().v1().validatingAdmissionPolicies();

    assertThat(Chart.template().all(ValidatingAdmissionPolicy.class))
        .allSatisfy(
            guard -> {
              var checked =
                  guards
                      .withName(guard.getMetadata().getName())
                      .waitUntilCondition(
                          g -> g.getStatus() != null && g.getStatus().getTypeChecking() != null,
                          60,
                          TimeUnit.SECONDS);
              assertThat(checked.getStatus().getTypeChecking().getExpressionWarnings()).isEmpty();
            });
  }

  @Test
  @Order(1)
  void theOperatorsAccountMayDoItsWorkAndNoMore() {
    assertThat(
            List.of(
                mayTheOperator("create", "namespaces"),
                mayTheOperator("patch", "tenants.yunzhi.dev", "--subresource=status"),
                mayTheOperator(
                    "bind", "clusterroles.rbac.authorization.k8s.io/yunzhi-tenant-owner"),
                mayTheOperator("impersonate", "serviceaccounts/yunzhi-replicator", "-n", "dept-x"),
                mayTheOperator("get", "secrets/yunzhi-webhook-tls", "-n", NAMESPACE)))
        .containsOnly("yes");
    assertThat(
            List.of(
                mayTheOperator("list", "secrets", "-A"),
                mayTheOperator("get", "secrets/yunzhi-audit-intake", "-n", NAMESPACE),
                mayTheOperator("bind", "clusterroles.rbac.authorization.k8s.io/cluster-admin"),
                mayTheOperator("create", "pods", "-n", NAMESPACE),
                mayTheOperator("impersonate", "serviceaccounts/default", "-n", "dept-x"),
                mayTheOperator("impersonate", "users")))
        .containsOnly("no");
  }

  @Test
  @Order(2)
  void upgradeKeepsTheAuthorityOfTheWebhooksAndTheSecrets() {
    for (String kind : List.of("validatingwebhookconfiguration", "mutatingwebhookconfiguration")) {
      cluster
          .kubectl(
              "patch",
              kind,
              "yunzhi",
              AS_OPERATOR,
              "--type=json",
              "-p=[{'op':'add','path':'/webhooks/0/clientConfig/caBundle','value':'"
                  + CA_BUNDLE
                  + "'}]")
          .orThrow();
    }
    Map<String, String> tls = secret("yunzhi-control-plane-tls");
    Map<String, String> tokens = secret("yunzhi-audit-intake");
    Map<String, String> signing = secret("yunzhi-bundle-signing");
    Map<String, String> log = secret("yunzhi-audit-log");

    helm("upgrade", "yunzhi", Chart.FOLDER, "--set", "operator.resync=5m");

    assertThat(webhooks().get(0).getClientConfig().getCaBundle()).isEqualTo(CA_BUNDLE);
    assertThat(secret("yunzhi-control-plane-tls")).isEqualTo(tls);
    assertThat(secret("yunzhi-audit-intake")).isEqualTo(tokens);
    assertThat(secret("yunzhi-bundle-signing")).isEqualTo(signing);
    assertThat(secret("yunzhi-audit-log")).isEqualTo(log);
    assertThat(
            cluster
                .client()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("tenant-operator")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getArgs())
        .contains("--yunzhi.resync=5m");
  }

  @Test
  @Order(2)
  void upgradeAddsATokenForANewClusterAndKeepsTheOthers() {
    String home = secret("yunzhi-audit-intake").get("home");

    helm("upgrade", "yunzhi", Chart.FOLDER, "--set", "controlPlane.intake.clusters={home,east}");

    assertThat(secret("yunzhi-audit-intake"))
        .containsOnlyKeys("home", "east")
        .containsEntry("home", home);
  }

  @Test
  @Order(2)
  void upgradeRestoresAGuardThatWasBroken() {
    var binding =
        cluster
            .client()
            .admissionRegistration()
            .v1()
            .validatingAdmissionPolicyBindings()
            .withName("yunzhi-labels");
    binding.delete();

    helm("upgrade", "yunzhi", Chart.FOLDER);

    assertThat(binding.get()).isNotNull();
  }

  /** Its Service has no Pods here: the API server cannot reach the operator. */
  @Test
  @Order(3)
  void withoutAnOperatorTenantsWorkloadsAreRefusedAndTheSystemIsNotTouched() {
    String estate = ChartInstallTest.class.getResource("/chart/tenant.yaml").getPath();
    cluster.kubectl("create", "-f", estate, AS_OPERATOR).orThrow();

    CommandResult tenants = run("portal-app");

    assertThat(tenants.succeeded()).isFalse();
    assertThat(tenants.stderr()).contains("failed calling webhook \"policies.yunzhi.dev\"");
    assertThat(List.of(run("kube-system"), run(NAMESPACE), run("default")))
        .allSatisfy(result -> assertThat(result.succeeded()).as(result.stderr()).isTrue());
    assertThat(cluster.kubectl(cluster.kubeconfig(), NODE, "create", "-f", "-").succeeded())
        .isTrue();
  }

  @Test
  @Order(4)
  void uninstallLeavesTenantsAndWhatWasDecidedAlone() {
    cluster.kubectl("create", "configmap", "data", "-n", "portal-app").orThrow();

    helm("uninstall", "yunzhi", "--wait");

    assertThat(crds()).hasSameSizeAs(crdFiles());
    assertThat(cluster.kubectl("get", "tenant", "portal", "-o", "name").orThrow())
        .contains("tenant.yunzhi.dev/portal");
    assertThat(
            cluster
                .kubectl("get", "resourcequota,configmap", "-n", "portal-app", "-o", "name")
                .orThrow())
        .contains("resourcequota/yunzhi", "configmap/data");
    assertThat(
            cluster
                .kubectl("get", "namespace", "portal-app", "-o", "jsonpath={.status.phase}")
                .orThrow())
        .isEqualTo("Active");
    assertThat(
            cluster
                .client()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("yunzhi")
                .get())
        .isNull();
  }

  private static CommandResult run(String namespace) {
    return cluster.kubectl("create", "deployment", "web", "--image=web", "-n", namespace);
  }

  private static void helm(String... arguments) {
    String[] line = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, line, 0, arguments.length);
    line[arguments.length] = "--namespace";
    line[arguments.length + 1] = NAMESPACE;
    cluster.helm(line).orThrow();
  }

  private static String mayTheOperator(String verb, String resource, String... options) {
    String[] line = new String[options.length + 5];
    line[0] = "auth";
    line[1] = "can-i";
    line[2] = verb;
    line[3] = resource;
    line[4] = AS_OPERATOR;
    System.arraycopy(options, 0, line, 5, options.length);
    CommandResult answer = cluster.kubectl(line);
    return answer.stdout().strip();
  }

  private static List<String> crds() {
    return cluster.kubectl("get", "crd", "-o", "name").orThrow().lines().toList();
  }

  private static String[] crdFiles() {
    return Path.of(Chart.FOLDER, "crds").toFile().list();
  }

  private static List<ValidatingWebhook> webhooks() {
    return cluster
        .client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName("yunzhi")
        .get()
        .getWebhooks();
  }

  private static Map<String, String> secret(String name) {
    Secret secret = cluster.client().secrets().inNamespace(NAMESPACE).withName(name).get();
    return secret.getData();
  }
}
