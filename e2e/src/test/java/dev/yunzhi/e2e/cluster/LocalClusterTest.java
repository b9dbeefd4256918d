package dev.yunzhi.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the rest of the tests builds on: the local cluster behaves as a cluster does. */
@ExtendWith(LocalClusterExtension.class)
class LocalClusterTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static String namespace(KubernetesClient client) {
    String name = "t-" + UUID.randomUUID();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  private static ConfigMap configMap(String namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .build();
  }

  @Test
  void rightsAreThoseOfTheRoleBindings(LocalCluster cluster, KubernetesClient admin) {
    String granted = namespace(admin);
    String other = namespace(admin);
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(granted)
                .withName("team")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                .addNewSubject("rbac.authorization.k8s.io", "Group", "team", null)
                .build())
        .create();

    try (KubernetesClient member = cluster.clientFor("li", "team")) {
      // RBAC learns of a binding from its informer, a moment after the write.
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> member.configMaps().inNamespace(granted).list() != null);
      member.resource(configMap(granted, "mine")).create();
      assertThatThrownBy(() -> member.resource(configMap(other, "not-mine")).create())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("User \"li\" cannot create resource \"configmaps\"");
    }
  }

  @Test
  void aFullQuotaRefusesMore(KubernetesClient admin) {
    String namespace = namespace(admin);
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("q")
            .endMetadata()
            .withNewSpec()
            .addToHard("services", new Quantity("0"))
            .addToHard("count/configmaps", new Quantity("2"))
            .endSpec()
            .build();
    admin.resource(quota).create();
    // One is the authority's certificate, which every namespace gets.
    await()
        .atMost(LIMIT)
        .until(
            () -> admin.resource(quota).get().getStatus().getUsed(),
            used ->
                Map.of("count/configmaps", new Quantity("1"), "services", new Quantity("0"))
                    .equals(used));

    admin.resource(configMap(namespace, "a")).create();
    assertThatThrownBy(() -> admin.resource(configMap(namespace, "b")).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(
            "exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=2");

    admin.resource(configMap(namespace, "a")).delete();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> admin.resource(configMap(namespace, "b")).create() != null);
  }

  @Test
  void aDeletedNamespaceGoesWithWhatIsInIt(KubernetesClient admin) {
    String namespace = namespace(admin);
    admin.resource(configMap(namespace, "a")).create();

    admin.namespaces().withName(namespace).delete();

    await().atMost(LIMIT).until(() -> admin.namespaces().withName(namespace).get() == null);
    assertThat(admin.configMaps().inNamespace(namespace).withName("a").get()).isNull();
  }

  @Test
  void whatADeletedObjectOwnedIsCollected(KubernetesClient admin) {
    String namespace = namespace(admin);
    ConfigMap owner = admin.resource(configMap(namespace, "owner")).create();
    ConfigMap owned =
        configMap(namespace, "owned")
            .edit()
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("owner")
            .withUid(owner.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    admin.resource(owned).create();

    admin.resource(owner).delete();

    await().atMost(LIMIT).until(() -> admin.resource(owned).get() == null);
  }

  @Test
  void kubectlAndHelmTalkToThisCluster(LocalCluster cluster, KubernetesClient admin) {
    String namespace = namespace(admin);
    assertThat(cluster.kubectl("get", "namespace", namespace, "-o", "name").orThrow().strip())
        .isEqualTo("namespace/" + namespace);
    assertThat(cluster.helm("list", "--namespace", namespace, "--output", "json").orThrow().strip())
        .isEqualTo("[]");

    CommandResult refused = cluster.kubectl(cluster.kubeconfigFor("wang"), "", "get", "namespaces");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("User \"wang\" cannot list resource \"namespaces\"");
  }

  @Test
  void anotherClusterSharesNothingAndComesBackAfterAKill(
      KubernetesClient admin, @TempDir Path directory) {
    String namespace;
    try (LocalCluster other = LocalCluster.start(directory)) {
      namespace = namespace(other.client());
      assertThat(admin.namespaces().withName(namespace).get()).isNull();
      other.kill();
    }
    try (LocalCluster again = LocalCluster.start(directory)) {
      assertThat(again.client().namespaces().withName(namespace).get()).isNotNull();
    }
  }
}
