package dev.yunzhi.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.Cluster;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record follows a real cluster, with the rights that the chart gives the control-plane. */
class RecordedEstateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String NAMESPACE = "archive-app";

  private static Estate estate;
  private static Cluster cluster;
  private static ControlPlaneApi auditor;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    estate =
        Estate.start(
            directory,
            Lifetime.OF_THIS_JVM,
            EstateSettings.DEFAULT.withResync(Duration.ofSeconds(5)),
            System.out::println);
    cluster = estate.cluster();
    auditor = estate.api("auditor");
    try (InputStream yaml =
        RecordedEstateTest.class.getResourceAsStream("/controlplane/tenant.yaml")) {
      String objects = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      cluster.kubectl(cluster.kubeconfig(), objects, "apply", "-f", "-").orThrow();
    }
    cluster.kubectl("wait", "--for=condition=Ready", "--timeout=120s", "tenant/archive").orThrow();
  }

  @AfterAll
  static void stop() {
    estate.close();
  }

  private static JsonNode get(String path) {
    try {
      var answer = auditor.get(path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The Service of a name as the record has it; missing when it stands nowhere. */
  private static JsonNode service(String name, String query) {
    for (JsonNode item : get("/api/v1/assets?kind=Service&tenant=archive" + query).get("items")) {
      if (item.get("name").asText().equals(name)) {
        return item;
      }
    }
    return JSON.missingNode();
  }

  private static JsonNode createService(String name) {
    cluster
        .kubectl("-n", NAMESPACE, "create", "service", "clusterip", name, "--tcp=80:8080")
        .orThrow();
    return Awaitility.await()
        .atMost(LONG)
        .until(() -> service(name, ""), item -> !item.isMissingNode());
  }

  @Test
  void knowsWhoseEverythingIs() {
    JsonNode service = createService("owned");
    assertThat(service.get("department").asText()).isEqualTo("bureau");
    assertThat(service.get("project").asText()).isEqualTo("archive");
    JsonNode facts = service.get("facts");
    assertThat(facts.get("approval").asText()).isEqualTo("浙数立项〔2026〕9号");
    assertThat(facts.get("custodian").asText()).isEqualTo("资产管理科");
    assertThat(facts.get("specification").asText()).contains("type: ClusterIP", "80/TCP");
    assertThat(get("/api/v1/assets?kind=ResourceQuota&tenant=archive").get("items")).hasSize(1);
    assertThat(
            get("/api/v1/assets?kind=Service&department=bureau")
                .get("items")
                .findValuesAsText("namespace"))
        .containsOnly(NAMESPACE);
  }

  @Test
  void makesNoVersionOfWhatIsNoFact() {
    String before = createService("annotated").get("validFrom").asText();
    cluster.kubectl("-n", NAMESPACE, "annotate", "service/annotated", "note=1").orThrow();
    createService("after-the-annotation");
    assertThat(service("annotated", "").get("validFrom").asText()).isEqualTo(before);
  }

  @Test
  void closesWhatWasDeletedWhileItWasDead() throws IOException {
    createService("deleted");
    Instant alive = Instant.now();
    estate.controlPlane().kill();
    cluster.kubectl("-n", NAMESPACE, "delete", "service/deleted").orThrow();
    estate.controlPlane().startAndAwait(LONG);

    Awaitility.await().atMost(LONG).until(() -> service("deleted", "").isMissingNode());
    assertThat(service("deleted", "&asOf=" + alive).isMissingNode()).isFalse();
  }

  @Test
  void holdsWhatTheApiServerSaw() {
    cluster.kubectl("-n", NAMESPACE, "create", "configmap", "seen", "--from-literal=a=b").orThrow();
    cluster.kubectl("-n", NAMESPACE, "create", "configmap", "dry", "--dry-run=server").orThrow();
    createService("last");
    Awaitility.await().atMost(LONG).until(() -> apiAudit().contains("/services"));
    Awaitility.await().atMost(LONG).until(() -> apiAudit().contains("configmaps?fieldManager="));
    assertThat(apiAudit()).doesNotContain("dryRun=All");
  }

  @Test
  void holdsWhoAskedForAnExceptionAndWhoDecided() {
    apply(
        "zhang",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: recorded, namespace: archive-app}
        spec:
          policies: [SEC-019]
          kinds: [Pod]
          names: [old]
          reason: 迁移中
          expiresAt: "2027-10-31T00:00:00Z"
        """);
    apply(
        "li",
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Approval
        metadata: {name: recorded-security, namespace: archive-app}
        spec: {exception: recorded, stage: Security, decision: Approved}
        """);
    Awaitility.await()
        .atMost(LONG)
        .until(
            RecordedEstateTest::apiAudit,
            all ->
                all.contains("\"requestedBy\":\"zhang\"")
                    && all.contains("\"exception\":\"recorded\"")
                    && all.contains("\"decidedBy\":\"li\""));
  }

  private static void apply(String user, String yaml) {
    cluster
        .kubectl(
            cluster.kubeconfig(),
            yaml,
            "create",
            "-f",
            "-",
            "--as=" + user,
            "--as-group=system:masters")
        .orThrow();
  }

  /** All events that the API server sent of what the administrator did. */
  private static String apiAudit() {
    StringBuilder all = new StringBuilder();
    String next = "";
    while (next != null) {
      JsonNode page = get("/api/v1/audit/events?stream=api-audit&limit=1000" + next);
      all.append(page.get("items"));
      next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    }
    return all.toString();
  }

  @Test
  void holdsWhatPoliciesDecided() {
    assertThat(
            cluster
                .kubectl("-n", NAMESPACE, "create", "service", "nodeport", "open", "--tcp=80:8080")
                .stderr())
        .contains("SEC-015");
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                get("/api/v1/audit/events?stream=decision&tenant=archive&limit=1000")
                    .toString()
                    .contains("SEC-015"));
  }

  @Test
  void believesTokensThatTheApiServerVouchesFor() throws IOException {
    cluster.kubectl("create", "serviceaccount", "stranger").orThrow();
    assertThat(whoAmI("default", "stranger")).contains("holds no role here");
    // Known, but not as a person.
    assertThat(whoAmI("yunzhi-system", "tenant-operator")).contains("needs the permission");
    assertThat(estate.apiWithToken("no-token-at-all").get("/api/v1/whoami").statusCode())
        .isEqualTo(401);
  }

  private static String whoAmI(String namespace, String serviceAccount) throws IOException {
    String token =
        cluster.kubectl("-n", namespace, "create", "token", serviceAccount).orThrow().strip();
    return estate.apiWithToken(token).get("/api/v1/whoami").body();
  }
}
