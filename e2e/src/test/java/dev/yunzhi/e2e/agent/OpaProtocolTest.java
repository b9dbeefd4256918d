package dev.yunzhi.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.BundleSigning;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OPA's management protocols between real parts: the control-plane, our operator, and a stock opa
 * that is configured as docs/opa-agents.md says.
 */
class OpaProtocolTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String OPERATOR = "yunzhi-wasm";
  private static final String STOCK = "yunzhi";

  private static final String RULE =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Policy
      metadata: {name: %1$s}
      spec:
        policy: %2$s
        rego: |
          # METADATA
          # title: No Service is called %1$s
          # description: Services by a name that the test chose.
          # custom:
          #   id: %2$s
          #   titleZh: 禁止的名称
          #   descriptionZh: 名称由测试选定的 Service。
          #   remedy: Choose another name.
          #   remedyZh: 换一个名称。
          #   effect: Deny
          #   kinds: [Service]
          #   clauses: []
          package yunzhi.policies.%3$s

          about := rego.metadata.chain()[1].annotations

          findings contains finding if {
            input.review.object.metadata.name == "%1$s"
            finding := {
              "path": "$.metadata.name",
              "message": "this name is forbidden",
              "messageZh": "该名称不允许使用",
            }
          }
      """;

  @TempDir private static Path directory;
  private static Estate estate;
  private static Path token;
  private static StockOpa stock;
  private static Intruder intruder;

  @BeforeAll
  static void start() throws IOException {
    estate =
        Estate.start(
            directory.resolve("estate"),
            Lifetime.OF_THIS_JVM,
            EstateSettings.DEFAULT.withResync(Duration.ofSeconds(5)),
            System.out::println);
    try (InputStream yaml =
        OpaProtocolTest.class.getResourceAsStream("/controlplane/tenant.yaml")) {
      apply(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)).orThrow();
    }
    estate
        .cluster()
        .kubectl("wait", "--for=condition=Ready", "--timeout=120s", "tenant/archive")
        .orThrow();
    estate.cluster().kubectl("create", "serviceaccount", "opa").orThrow();
    token =
        Files.writeString(
            directory.resolve("token"),
            estate.cluster().kubectl("create", "token", "opa", "--duration=2h").orThrow());
    stock = StockOpa.start(estate, Files.createDirectory(directory.resolve("opa")), 0, token);
    intruder = new Intruder(estate);
    publish("first-rule", "SEC-951", "sec_951");
  }

  @AfterAll
  static void stop() {
    stock.close();
    estate.close();
  }

  @AfterEach
  void leave() throws Exception {
    intruder.leave();
    String published = intruder.published().revision();
    awaitBundle(OPERATOR, is(published));
    awaitBundle(STOCK, is(published));
  }

  @Test
  void aRuleIsEnforcedByTheOperatorAndByAStockOpa() throws Exception {
    publish("second-rule", "SEC-952", "sec_952");

    CommandResult refused =
        estate
            .cluster()
            .kubectl(
                "-n", "archive-app", "create", "service", "clusterip", "second-rule", "--tcp=80");
    assertThat(refused.stderr()).contains("[SEC-952] $.metadata.name: this name is forbidden");
    assertThat(
            estate
                .cluster()
                .kubectl("get", "policies.yunzhi.dev", "second-rule", "-o", "wide")
                .orThrow())
        .contains("1/1");

    awaitBundle(STOCK, is(intruder.published().revision()));
    JsonNode found = stock.findings(review("Service", "second-rule", "{}"));
    assertThat(found.findValuesAsText("policy")).contains("SEC-952");
  }

  @Test
  void whatAStockOpaDecidesComesToTheRecordOnceAndMasked() throws Exception {
    awaitBundle(STOCK, is(intruder.published().revision()));
    stock.findings(review("Secret", "masked-secret", "{\"password\": \"not-for-the-record\"}"));

    JsonNode decision =
        await()
            .atMost(LIMIT)
            .until(() -> decisionAbout("masked-secret"), event -> !event.isMissingNode());
    assertThat(decision.path("path").asText()).isEqualTo("yunzhi/findings");
    assertThat(decision.at("/labels/id").asText()).isEqualTo(agent(STOCK).get("id").asText());
    assertThat(decision.at("/bundles/yunzhi/revision").asText())
        .isEqualTo(intruder.published().revision());
    assertThat(decision.path("erased").toString()).contains("/input/review/object/data");
    assertThat(decision.toString()).doesNotContain("not-for-the-record");
  }

  @Test
  void throughDiscoveryAnAgentLearnsWhatToLoad() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("discovering"));
    try (StockOpa discovering = StockOpa.start(estate, folder, 1, token)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () ->
                  discovering
                      .findings(review("Service", "first-rule", "{}"))
                      .findValuesAsText("policy")
                      .contains("SEC-951"));
      await()
          .atMost(LIMIT)
          .until(() -> agents().toString().contains("\"name\":\"discovery\",\"revision\":\"1-"));
    }
  }

  @Test
  void whatWasChangedOnTheWayIsRefusedByBoth() throws Exception {
    Intruder.Bundles good = intruder.published();
    intruder.serve(good, bundle -> Archive.of(bundle).tampered().bytes());

    JsonNode ours = awaitBundle(OPERATOR, refusing("/data.json: digest mismatch"));
    JsonNode theirs = awaitBundle(STOCK, refusing("data.json: digest mismatch"));
    assertThat(ours.get("revision").asText()).isEqualTo(good.revision());
    assertThat(theirs.get("revision").asText()).isEqualTo(good.revision());
  }

  @Test
  void whatAnotherKeySignedIsRefusedByBoth() throws Exception {
    Intruder.Bundles good = intruder.published();
    Path folder = Files.createTempDirectory(directory, "another");
    Path other = BundleSigning.of(folder).key();
    intruder.serve(good, bundle -> Archive.of(bundle).tampered().signedBy(other, folder).bytes());

    JsonNode ours = awaitBundle(OPERATOR, refusing("signature is not of the key \"yunzhi\""));
    JsonNode theirs = awaitBundle(STOCK, refusing("failed to verify JWT signature"));
    assertThat(ours.get("revision").asText()).isEqualTo(good.revision());
    assertThat(theirs.get("revision").asText()).isEqualTo(good.revision());
  }

  /** OPA itself takes whatever is signed; what it went back to is seen. */
  @Test
  void anOlderRevisionIsRefusedByTheOperatorAndSeenAtAStockOpa() throws Exception {
    Intruder.Bundles good = intruder.published();
    Intruder.Bundles old = intruder.first();
    intruder.serve(old, bundle -> bundle);

    JsonNode ours =
        awaitBundle(
            OPERATOR,
            refusing(
                "the bundle is replayed: its revision %s is not newer than %s"
                    .formatted(old.revision(), good.revision())));
    assertThat(ours.get("revision").asText()).isEqualTo(good.revision());
    awaitBundle(STOCK, is(old.revision()));
    assertThat(
            estate
                .cluster()
                .kubectl(
                    "-n", "archive-app", "create", "service", "clusterip", "first-rule", "--tcp=80")
                .stderr())
        .contains("[SEC-951]");
  }

  /**
   * Without the control-plane it goes on from its disk, with rules that its image does not have.
   */
  @Test
  void anOperatorThatStartsWithoutTheControlPlaneEnforcesWhatItHad() throws Exception {
    estate.controlPlane().kill();
    estate.operator().kill();
    try {
      estate.operator().startAndAwait(LIMIT);
      assertThat(
              estate
                  .cluster()
                  .kubectl(
                      "-n",
                      "archive-app",
                      "create",
                      "service",
                      "clusterip",
                      "first-rule",
                      "--tcp=80")
                  .stderr())
          .contains("[SEC-951]");
    } finally {
      estate.controlPlane().startAndAwait(LIMIT);
    }
  }

  /** Applies a rule and waits until every replica of the operator enforces it. */
  private static void publish(String name, String id, String key) {
    long start = System.nanoTime();
    apply(RULE.formatted(name, id, key)).orThrow();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                estate
                    .cluster()
                    .kubectl(
                        "get",
                        "policies.yunzhi.dev",
                        name,
                        "-o",
                        "jsonpath={.status.publishedRevision} {.status.enforcedBy}")
                    .orThrow()
                    .matches("\\d+-\\w+ 1/1"));
    System.out.printf(
        "%s is enforced %d ms after kubectl apply%n",
        id, Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private static CommandResult apply(String yaml) {
    return estate.cluster().kubectl(estate.cluster().kubeconfig(), yaml, "apply", "-f", "-");
  }

  private static String review(String kind, String name, String data) {
    return """
        {"review": {"operation": "CREATE", "name": "%2$s", "namespace": "archive-app",
           "kind": {"group": "", "version": "v1", "kind": "%1$s"},
           "object": {"kind": "%1$s", "metadata": {"name": "%2$s"}, "data": %3$s}},
         "context": {"now": "2026-11-25T00:00:00Z", "exceptions": []}}"""
        .formatted(kind, name, data);
  }

  /** The decision of the stock agent about an object; missing when the record has none. */
  private static JsonNode decisionAbout(String name) {
    JsonNode about = JSON.missingNode();
    for (JsonNode item : get("/api/v1/audit/events?stream=decision&limit=1000").get("items")) {
      if (item.at("/event/input/review/name").asText().equals(name)) {
        assertThat(about.isMissingNode()).as("each decision once").isTrue();
        about = item.get("event");
      }
    }
    return about;
  }

  private static Predicate<JsonNode> is(String revision) {
    return bundle ->
        bundle.path("revision").asText().equals(revision) && bundle.path("error").isNull();
  }

  private static Predicate<JsonNode> refusing(String why) {
    return bundle -> bundle.path("error").asText().contains(why);
  }

  /** Waits until the agent that has a bundle reports it so. */
  private static JsonNode awaitBundle(String name, Predicate<JsonNode> right) {
    return await(name)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> bundle(agent(name), name), right);
  }

  private static JsonNode agent(String bundle) {
    for (JsonNode agent : agents()) {
      // The one that discovers is another's.
      if (!bundle(agent, bundle).isMissingNode() && bundle(agent, "discovery").isMissingNode()) {
        return agent;
      }
    }
    return JSON.missingNode();
  }

  private static JsonNode bundle(JsonNode agent, String name) {
    for (JsonNode bundle : agent.path("bundles")) {
      if (bundle.get("name").asText().equals(name)) {
        return bundle;
      }
    }
    return JSON.missingNode();
  }

  private static JsonNode agents() {
    return get("/api/v1/opa/agents").get("items");
  }

  private static JsonNode get(String path) {
    try {
      ControlPlaneApi auditor = estate.api("auditor");
      var answer = auditor.get(path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
