package dev.yunzhi.e2e.guard;

import static dev.yunzhi.e2e.guard.GuardedEstate.TENANT_NAMESPACE;
import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody but the operator touches what it manages, while no operator runs. */
@OnGuardedEstate
class ManagedObjectsGuardTest {

  private final GuardedEstate estate;

  ManagedObjectsGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  /** Kind, path of its collection, name of the managed one. */
  record Managed(String kind, String collection, String name) {

    String path() {
      return collection + "/" + name;
    }
  }

  static Stream<Managed> managed() {
    return Stream.of(
        new Managed("ResourceQuota", "/api/v1/namespaces/portal-app/resourcequotas", "yunzhi"),
        new Managed("LimitRange", "/api/v1/namespaces/portal-app/limitranges", "yunzhi"),
        new Managed(
            "NetworkPolicy",
            "/apis/networking.k8s.io/v1/namespaces/portal-app/networkpolicies",
            "yunzhi-default-deny"),
        new Managed(
            "RoleBinding",
            "/apis/rbac.authorization.k8s.io/v1/namespaces/portal-app/rolebindings",
            "yunzhi-owners"));
  }

  @ParameterizedTest
  @MethodSource("managed")
  void aClusterAdministratorCannotDeleteIt(Managed object) {
    String message = object.kind() + " " + object.name() + " is managed by Yunzhi";

    assertRefused(delete(estate.cluster().kubeconfig(), object.path()), message, "由云治管理");
    // The collection may hold more than one; the first that is refused is named.
    assertRefused(
        delete(estate.cluster().kubeconfig(), object.collection()),
        object.kind() + " ",
        "is managed by Yunzhi");
    assertThat(estate.cluster().kubectl("get", "--raw", object.path()).succeeded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("managed")
  void anOwnerCannotDeleteIt(Managed object) {
    Path owner = estate.cluster().kubeconfigFor("alice");

    assertRefused(delete(owner, object.path()), "forbidden");
    assertRefused(delete(owner, object.collection()), "forbidden");
    assertThat(estate.cluster().kubectl("get", "--raw", object.path()).succeeded()).isTrue();
  }

  private CommandResult delete(Path kubeconfig, String path) {
    return estate.cluster().kubectl(kubeconfig, "", "delete", "--raw", path);
  }

  private static void assertRefused(CommandResult result, String... words) {
    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).contains("(Forbidden)").contains(words);
  }

  @Test
  void aClusterAdministratorChangesNotWhoComesNearTheTree() {
    String tree =
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/yunzhi-tree-administrators";

    assertRefused(
        delete(estate.cluster().kubeconfig(), tree),
        "ClusterRoleBinding yunzhi-tree-administrators is managed by Yunzhi");
    assertRefused(
        estate
            .cluster()
            .kubectl(
                "patch",
                "clusterrolebinding",
                "yunzhi-tree-administrators",
                "--type=merge",
                "-p",
                "{\"subjects\":[{\"kind\":\"User\",\"name\":\"alice\"}]}"),
        "ClusterRoleBinding yunzhi-tree-administrators is managed by Yunzhi");
  }

  @Test
  void anOwnerCannotOpenTheDefaultDeny() {
    assertForbidden(
        () ->
            defaultDeny(estate.owner())
                .edit(
                    p ->
                        new NetworkPolicyBuilder(p)
                            .editSpec()
                            .withPolicyTypes("Egress")
                            .endSpec()
                            .build()),
        "NetworkPolicy yunzhi-default-deny is managed by Yunzhi",
        "Add your own beside it");
  }

  @Test
  void anOwnerCannotAddToTheOwners() {
    assertForbidden(
        () ->
            estate
                .owner()
                .rbac()
                .roleBindings()
                .inNamespace(TENANT_NAMESPACE)
                .withName("yunzhi-owners")
                .edit(
                    b -> {
                      b.getSubjects().get(0).setName("mallory");
                      return b;
                    }),
        "RoleBinding yunzhi-owners is managed by Yunzhi");
  }

  @Test
  void aClusterAdministratorCannotRaiseTheQuota() {
    assertForbidden(
        () ->
            estate
                .administrator()
                .resourceQuotas()
                .inNamespace(TENANT_NAMESPACE)
                .withName("yunzhi")
                .edit(
                    q ->
                        new ResourceQuotaBuilder(q)
                            .editSpec()
                            .withHard(Map.of("count/configmaps", new Quantity("99")))
                            .endSpec()
                            .build()),
        "ResourceQuota yunzhi is managed by Yunzhi");
  }

  @Test
  void nobodyForgetsWhatWasUsed() {
    assertForbidden(
        () ->
            estate
                .administrator()
                .resourceQuotas()
                .inNamespace(TENANT_NAMESPACE)
                .withName("yunzhi")
                .editStatus(
                    q ->
                        new ResourceQuotaBuilder(q)
                            .editOrNewStatus()
                            .withUsed(Map.of("count/configmaps", new Quantity("0")))
                            .endStatus()
                            .build()),
        "ResourceQuota yunzhi is counted by Kubernetes itself");
  }

  @Test
  void quotaIsStillCountedByKubernetes() {
    estate
        .owner()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace(TENANT_NAMESPACE)
                .endMetadata()
                .build())
        .create();

    estate
        .administrator()
        .resourceQuotas()
        .inNamespace(TENANT_NAMESPACE)
        .withName("yunzhi")
        .waitUntilCondition(
            q ->
                q.getStatus() != null
                    && q.getStatus().getUsed() != null
                    && q.getStatus().getUsed().containsKey("count/configmaps"),
            30,
            TimeUnit.SECONDS);
  }

  @Test
  void anOwnerCannotTakeTheLabelOff() {
    assertForbidden(
        () ->
            defaultDeny(estate.owner())
                .edit(
                    p ->
                        new NetworkPolicyBuilder(p)
                            .editMetadata()
                            .removeFromLabels("yunzhi.dev/managed")
                            .endMetadata()
                            .build()),
        // Two guards refuse it; the API server tells the words of either.
        "ValidatingAdmissionPolicy 'yunzhi-");
  }

  @Test
  void anOwnerWritesNetworkPoliciesOfTheirOwnAndDeletesThem() {
    var own =
        new NetworkPolicyBuilder(defaultDeny(estate.owner()).get())
            .withNewMetadata()
            .withName("own")
            .withNamespace(TENANT_NAMESPACE)
            .endMetadata()
            .build();

    assertThatCode(
            () -> {
              estate.owner().resource(own).create();
              estate.owner().resource(own).delete();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theOperatorMayChangeAndDelete() {
    assertThatCode(
            () -> {
              defaultDeny(estate.operator()).delete();
              estate.applyAsOperator();
            })
        .doesNotThrowAnyException();
  }

  private static Resource<NetworkPolicy> defaultDeny(KubernetesClient client) {
    return client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(TENANT_NAMESPACE)
        .withName("yunzhi-default-deny");
  }
}
