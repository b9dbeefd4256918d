package dev.yunzhi.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.Cluster;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.operator.FurtherCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The record follows a second cluster, with the rights that the chart gives the control-plane there
 * and at home; it is lost and found in several ways. Ordered: the last ends the Cloud.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CloudRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String NAMESPACE = "far-app";

  private static Estate estate;
  private static Cluster home;
  private static FurtherCluster west;
  private static ControlPlaneApi auditor;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    estate =
        Estate.start(
            directory,
            Lifetime.OF_THIS_JVM,
            EstateSettings.DEFAULT.withResync(Duration.ofSeconds(5)),
            System.out::println);
    home = estate.cluster();
    auditor = estate.api("auditor");
    west = FurtherCluster.start();
    FurtherCluster.permit(
        home,
        "operator.kubeconfigSecrets={west}",
        "controlPlane.kubeconfigSecrets={west-inventory}");
    FurtherCluster.store(estate.client(), "west", west.kubeconfig());
    FurtherCluster.store(estate.client(), "west-inventory", west.inventoryKubeconfig());
    try (InputStream yaml =
        CloudRecordTest.class.getResourceAsStream("/controlplane/tenant.yaml")) {
      apply(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    }
    register();
    apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Tenant
        metadata: {name: far}
        spec:
          cloud: west
          department: bureau
          project: archive
          displayName: 异地档案
          environment: Production
          protectionLevel: 2
          dataClass: General
          compliance: {filingNumber: 备案2号}
          custodian: 资产管理科
          namespaces:
            - {name: app}
          quota: {requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "4", limits.memory: 8Gi}
          expiresAt: "2028-10-31T23:59:59+08:00"
          reclaim: Delete
        """);
    home.kubectl("wait", "--for=condition=Ready", "--timeout=120s", "tenant/far").orThrow();
  }

  @AfterAll
  static void stop() {
    west.close();
    estate.close();
  }

  private static void register() {
    apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Cloud
        metadata: {name: west}
        spec:
          displayName: 西部政务云
          provider: 某运营商
          kubeconfigSecret: west
          inventorySecret: west-inventory
          protectionLevel: 2
          region: cn-west
          pue: "1.25"
        """);
    home.kubectl("wait", "--for=condition=Ready", "--timeout=120s", "cloud/west").orThrow();
  }

  private static void apply(String yaml) {
    home.kubectl(home.kubeconfig(), yaml, "apply", "-f", "-").orThrow();
  }

  /** What stands in a cluster, or stood then. */
  private static List<JsonNode> assets(String cluster, String query) {
    try {
      var answer = auditor.get("/api/v1/assets?limit=1000" + query);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return StreamSupport.stream(JSON.readTree(answer.body()).get("items").spliterator(), false)
          .filter(item -> item.get("cluster").asText().equals(cluster))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean stands(String service, String query) {
    return assets("west", "&kind=Service" + query).stream()
        .anyMatch(item -> item.get("name").asText().equals(service));
  }

  private static void createService(String name) {
    west.cluster()
        .kubectl("-n", NAMESPACE, "create", "service", "clusterip", name, "--tcp=80:8080")
        .orThrow();
    await().atMost(LONG).until(() -> stands(name, ""));
  }

  private static void deleteService(String name) {
    west.cluster().kubectl("-n", NAMESPACE, "delete", "service", name).orThrow();
  }

  private static void awaitState(String state) {
    await()
        .atMost(LONG)
        .until(
            () ->
                assets("west", "&kind=Cluster").stream()
                    .anyMatch(item -> item.get("facts").get("state").asText().equals(state)));
  }

  /** The home cluster's inventory goes on, whatever becomes of others. */
  private static void assertHomeIsFollowed(String name) {
    home.kubectl("-n", "archive-app", "create", "service", "clusterip", name, "--tcp=80:8080")
        .orThrow();
    await()
        .atMost(LONG)
        .until(
            () ->
                assets("home", "&kind=Service").stream()
                    .anyMatch(item -> item.get("name").asText().equals(name)));
  }

  @Test
  @Order(1)
  void knowsWhoseEverythingOnACloudIs() {
    createService("owned");
    JsonNode service =
        assets("west", "&kind=Service&department=bureau&tenant=far").stream()
            .filter(item -> item.get("name").asText().equals("owned"))
            .findFirst()
            .orElseThrow();
    assertThat(service.get("namespace").asText()).isEqualTo(NAMESPACE);
    assertThat(service.get("project").asText()).isEqualTo("archive");
    JsonNode facts = service.get("facts");
    assertThat(facts.get("approval").asText()).isEqualTo("浙数立项〔2026〕9号");
    assertThat(facts.get("custodian").asText()).isEqualTo("资产管理科");
    assertThat(facts.get("place").asText()).isEqualTo("west");
    assertThat(assets("west", "&kind=ResourceQuota&tenant=far")).hasSize(1);
    awaitState("Seen");

    JsonNode cloud = assets("home", "&kind=Cloud").get(0);
    assertThat(cloud.get("facts").get("provider").asText()).isEqualTo("某运营商");
    assertThat(cloud.get("facts").get("place").asText()).isEqualTo("cn-west");
    assertThat(cloud.get("facts").get("protectionLevel").asText()).isEqualTo("2");
    assertThat(cloud.get("facts").get("pue").asText()).isEqualTo("1.25");
    assertThat(cloud.get("facts").get("state").asText()).isEqualTo("Ready");
    assertThat(cloud.get("facts").get("capacity").get("nodes").asInt()).isZero();
  }

  @Test
  @Order(2)
  void followsWhoOwnsItAtHome() {
    createService("handed-over");
    home.kubectl(
            "patch", "tenant", "far", "--type=merge", "-p={\"spec\": {\"custodian\": \"档案科\"}}")
        .orThrow();
    await()
        .atMost(LONG)
        .until(
            () ->
                assets("west", "&kind=Service&tenant=far").stream()
                    .allMatch(item -> item.get("facts").get("custodian").asText().equals("档案科")));
  }

  /** The Gateway API is no part of Kubernetes; a cluster may get it, and lose it, at any time. */
  @Test
  @Order(3)
  void noticesAKindThatIsInstalledLater() throws IOException {
    west.cluster().kubectl(west.cluster().kubeconfig(), routes(), "apply", "-f", "-").orThrow();
    String crd = "httproutes.gateway.networking.k8s.io";
    west.cluster()
        .kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", crd)
        .orThrow();
    west.cluster()
        .kubectl(
            west.cluster().kubeconfig(),
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: public, namespace: far-app}
            spec: {hostnames: [far.example], parentRefs: [{name: g}]}
            """,
            "create",
            "-f",
            "-")
        .orThrow();
    await().atMost(LONG).until(() -> assets("west", "&kind=HTTPRoute").size() == 1);
    JsonNode route = assets("west", "&kind=HTTPRoute").get(0);
    assertThat(route.get("tenant").asText()).isEqualTo("far");
    assertThat(route.get("facts").get("hosts").get(0).asText()).isEqualTo("far.example");

    west.cluster().kubectl("delete", "crd", crd).orThrow();
    await().atMost(LONG).until(() -> assets("west", "&kind=HTTPRoute").isEmpty());
    createService("after-the-crd");
  }

  private static String routes() throws IOException {
    try (InputStream yaml =
        CloudRecordTest.class.getResourceAsStream("/isolation/http-routes.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Its API server stands still: every connection stays open, and nothing is answered. */
  @Test
  @Order(4)
  void whatIsLostIsNotDeleted() throws Exception {
    createService("outlives");
    west.freeze();
    try {
      assertHomeIsFollowed("while-frozen");
      awaitState("Unreachable");
      assertThat(stands("outlives", "")).isTrue();
    } finally {
      west.thaw();
    }
    awaitState("Seen");
    assertThat(stands("outlives", "")).isTrue();
  }

  @Test
  @Order(5)
  void whatWasDeletedWhileNobodySawItIsGoneWhenItIsFound() throws IOException {
    createService("deleted-unseen");
    Instant alive = Instant.now();
    FurtherCluster.store(
        estate.client(),
        "west-inventory",
        west.inventoryKubeconfig().replaceAll("server: .*", "server: \"https://127.0.0.1:1\""));
    awaitState("Unreachable");
    deleteService("deleted-unseen");
    assertHomeIsFollowed("while-lost");
    assertThat(stands("deleted-unseen", "")).isTrue();

    // Nor while the program that knew of it is another one.
    estate.controlPlane().kill();
    estate.controlPlane().startAndAwait(LONG);
    assertHomeIsFollowed("after-the-restart");
    assertThat(stands("deleted-unseen", "")).isTrue();

    FurtherCluster.store(estate.client(), "west-inventory", west.inventoryKubeconfig());
    await().atMost(LONG).until(() -> !stands("deleted-unseen", ""));
    awaitState("Seen");
    assertThat(stands("deleted-unseen", "&asOf=" + alive)).isTrue();
    assertThat(stands("owned", "")).isTrue();
  }

  @Test
  @Order(6)
  void whatWasDeletedWhileTheWatcherWasDownIsGone() throws IOException {
    createService("deleted-while-dead");
    Instant alive = Instant.now();
    estate.controlPlane().kill();
    deleteService("deleted-while-dead");
    estate.controlPlane().startAndAwait(LONG);

    await().atMost(LONG).until(() -> !stands("deleted-while-dead", ""));
    assertThat(stands("deleted-while-dead", "&asOf=" + alive)).isTrue();
  }

  /** Nothing of it is recorded, and nothing is taken for gone. */
  @Test
  @Order(7)
  void anotherClusterIsNotTakenForIt() throws IOException {
    createService("mine");
    FurtherCluster.store(
        estate.client(),
        "west-inventory",
        Files.readString(estate.state().resolve("control-plane/control-plane.kubeconfig")));
    awaitState("ClusterChanged");
    assertHomeIsFollowed("while-swapped");
    assertThat(stands("mine", "")).isTrue();
    assertThat(stands("while-swapped", "")).isFalse();

    FurtherCluster.store(estate.client(), "west-inventory", west.inventoryKubeconfig());
    awaitState("Seen");
  }

  /** With its Cloud: nobody governs any more what stands there. */
  @Test
  @Order(8)
  void aCloudThatIsDeletedTakesItsAssetsOutOfTheRecord() {
    west.cluster()
        .kubectl(
            west.cluster().kubeconfig(),
            """
            apiVersion: v1
            kind: Node
            metadata:
              name: left-over
              annotations: {asset.yunzhi.dev/category: A02010104, asset.yunzhi.dev/value: "86000"}
            """,
            "create",
            "-f",
            "-")
        .orThrow();
    await().atMost(LONG).until(() -> !assets("west", "&kind=Node").isEmpty());
    home.kubectl("annotate", "tenant", "far", "yunzhi.dev/destroy-override=test").orThrow();
    home.kubectl("delete", "tenant", "far", "--timeout=90s").orThrow();
    Instant alive = Instant.now();
    await().atMost(LONG).until(() -> home.kubectl("delete", "cloud", "west").succeeded());

    await().atMost(LONG).until(() -> assets("west", "").isEmpty());
    // Each cluster's record is written by a thread of its own.
    await().atMost(LONG).until(() -> assets("home", "&kind=Cloud").isEmpty());
    assertThat(assets("west", "&kind=Node&asOf=" + alive))
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.get("facts").get("category").asText()).isEqualTo("A02010104");
              assertThat(node.get("facts").get("originalValue").asInt()).isEqualTo(86000);
            });
    assertThat(assets("west", "&kind=Cluster&asOf=" + alive)).hasSize(1);
  }

  /** And one of the same name is another Cloud. */
  @Test
  @Order(9)
  void soDoesOneThatIsDeletedWhileTheWatcherIsDown() throws IOException {
    register();
    await().atMost(LONG).until(() -> !assets("west", "&kind=Node").isEmpty());
    Instant alive = Instant.now();
    estate.controlPlane().kill();
    await().atMost(LONG).until(() -> home.kubectl("delete", "cloud", "west").succeeded());
    estate.controlPlane().startAndAwait(LONG);

    await().atMost(LONG).until(() -> assets("west", "").isEmpty());
    assertThat(assets("west", "&kind=Node&asOf=" + alive)).hasSize(1);
  }
}
