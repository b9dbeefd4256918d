package dev.yunzhi.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever removes Yunzhi's CRDs takes away what Yunzhi knows, and nothing of any tenant's; whoever
 * installs them anew finds the namespaces taken up again. On an estate of its own, for it breaks
 * it.
 */
class CrdRemovalTest {

  private static final String NAMESPACE = "keep-app";

  @Test
  void namespacesAndDataStayAndAreAdoptedAgain(@TempDir Path directory) throws IOException {
    try (OperatorEstate estate = OperatorEstate.start(directory)) {
      provision(estate);
      replicate(estate);
      var client = estate.client();
      String uid = client.namespaces().withName(NAMESPACE).get().getMetadata().getUid();
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("data")
                  .withNamespace(NAMESPACE)
                  .endMetadata()
                  .addToData("worth", "keeping")
                  .build())
          .create();

      String crds = Programs.root().resolve("helm/yunzhi/crds").toString();
      estate.cluster().kubectl("delete", "-f", crds, "--timeout=60s").orThrow();
      assertThat(estate.cluster().kubectl("get", "tenants").succeeded()).isFalse();
      estate.killOperator();
      assertStands(estate, uid);

      estate.cluster().kubectl("apply", "--server-side", "-f", crds).orThrow();
      estate
          .cluster()
          .kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", crds)
          .orThrow();
      estate.startOperator();
      provision(estate);
      replicate(estate);
      assertStands(estate, uid);
      assertThat(estate.get(Tenant.class, "keep").getStatus().namespaces())
          .extracting(n -> n.name())
          .containsExactly(NAMESPACE);
    }
  }

  private static void provision(OperatorEstate estate) {
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .tryApply(
                        Objects.department("root", "Province", "900000", null)
                            + "---\n"
                            + Objects.tenant("keep", "Retain", "[{name: app}]", "{pods: '4'}"))
                    .succeeded());
    estate.awaitReady(Tenant.class, "keep", t -> t.getStatus().conditions());
  }

  private static void replicate(OperatorEstate estate) {
    estate.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: shared, namespace: dept-root}
        data: {worth: keeping}
        ---
        apiVersion: yunzhi.dev/v1alpha1
        kind: Replication
        metadata: {name: shared, namespace: dept-root}
        spec: {sources: [{kind: ConfigMap, name: shared}]}
        """);
    estate
        .cluster()
        .kubectl(
            "wait",
            "replication/shared",
            "-n",
            "dept-root",
            "--for=condition=Ready",
            "--timeout=60s")
        .orThrow();
  }

  private static void assertStands(OperatorEstate estate, String uid) {
    var client = estate.client();
    var namespace = client.namespaces().withName(NAMESPACE).get();
    assertThat(namespace.getMetadata().getUid()).isEqualTo(uid);
    assertThat(namespace.getMetadata().getDeletionTimestamp()).isNull();
    assertThat(client.configMaps().inNamespace(NAMESPACE).withName("data").get().getData())
        .containsEntry("worth", "keeping");
    assertThat(client.configMaps().inNamespace(NAMESPACE).withName("shared").get()).isNotNull();
    for (String managed : new String[] {"yunzhi-default-deny", "yunzhi-allow-dns"}) {
      assertThat(
              client
                  .network()
                  .v1()
                  .networkPolicies()
                  .inNamespace(NAMESPACE)
                  .withName(managed)
                  .get())
          .isNotNull();
    }
  }
}
