package dev.yunzhi.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.policy.PolicyBundle;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From Policy objects to bundles that agents fetch, with the real opa and PostgreSQL. */
class PublicationTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BUNDLES = "/api/v1/opa/bundles/";

  private static TestControlPlane app;
  private static KnownPolicies policies;
  private static SigningKey key;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    key = SigningKey.in(directory);
    app =
        TestControlPlane.with(
            directory,
            KnownPolicies.InPlace.class,
            "--yunzhi.opa.program=" + System.getProperty("opa"),
            "--yunzhi.opa.signing-key-file=" + key.secret());
    app.awaitReady();
    policies = (KnownPolicies) app.context.getBean(PolicyObjects.class);
    await().atMost(LIMIT).until(() -> bundle("yunzhi-wasm", null, null).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @AfterEach
  void clear() {
    post("/api/v1/policy/resume");
    policies.delete("own");
    policies.delete("other");
    awaitRevision(revision -> !names(revision).contains("SEC-9"));
  }

  private static HttpResponse<byte[]> bundle(String name, String known, String prefer) {
    var request =
        HttpRequest.newBuilder(app.uri(BUNDLES + name))
            .header("Authorization", "Bearer " + TestControlPlane.OPERATOR_TOKEN);
    if (known != null) {
      request.header("If-None-Match", known);
    }
    if (prefer != null) {
      request.header("Prefer", prefer);
    }
    return app.client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()).join();
  }

  private static JsonNode revisions() {
    return TestControlPlane.json(app.get("security", "/api/v1/policy/revisions"));
  }

  private static String current() {
    return revisions().path("current").asText();
  }

  private static String names(JsonNode revisions) {
    return revisions.at("/items/0/rules").findValuesAsText("policy").toString();
  }

  private static JsonNode awaitRevision(java.util.function.Predicate<JsonNode> right) {
    return await().atMost(LIMIT).until(PublicationTest::revisions, right);
  }

  private static HttpResponse<String> post(String path) {
    return app.send(
        HttpRequest.newBuilder(app.uri(path))
            .header("Authorization", TestControlPlane.basic("security"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static void awaitSaid(String name, String... conditions) {
    await(name)
        .atMost(LIMIT)
        .until(() -> policies.said(name), said -> said.equals(List.of(conditions)));
  }

  private static void publishOwn() {
    policies.apply("own", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
  }

  @Test
  void theStandardPoliciesArePublishedSigned(@TempDir Path folder) throws Exception {
    for (BundleName name : BundleName.values()) {
      HttpResponse<byte[]> answer = bundle(name.wire(), null, null);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("application/vnd.openpolicyagent.bundles");
      assertThat(answer.headers().firstValue("ETag")).hasValue("\"" + current() + "\"");
      Path file = Files.write(folder.resolve(name.wire() + ".tar.gz"), answer.body());
      assertThat(verified(file, key.shown(), "yunzhi")).isZero();
      assertThat(verified(file, SigningKey.in(folder).shown(), "yunzhi")).isEqualTo(1);
      assertThat(verified(file, key.shown(), "another")).isEqualTo(1);
    }
    PolicyBundle wasm =
        PolicyBundle.read(new ByteArrayInputStream(bundle("yunzhi-wasm", null, null).body()));
    assertThat(wasm.revision()).isEqualTo(current()).matches("[0-9]+-[0-9a-f]{12}");
  }

  /** What opa itself says of a signature. */
  private static int verified(Path bundle, Path publicKey, String scope) throws Exception {
    return new Opa(Path.of(System.getProperty("opa")), Duration.ofSeconds(30))
        .run(
            bundle.getParent(),
            List.of(
                "build",
                "--bundle",
                bundle.toString(),
                "--output",
                "verified.tar.gz",
                "--verification-key",
                publicKey.toString(),
                "--verification-key-id",
                "yunzhi",
                "--scope",
                scope,
                "--signing-alg",
                "ES256",
                "--signing-key",
                key.secret().toString()))
        .exitCode();
  }

  @Test
  void anAgentThatHasTheRevisionIsToldNothingNew() {
    String tag = bundle("yunzhi", null, null).headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> same = bundle("yunzhi", tag, null);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.headers().firstValue("ETag")).hasValue(tag);
    assertThat(bundle("yunzhi", "\"0-other\"", null).statusCode()).isEqualTo(200);
    assertThat(bundle("yunzhi", tag, "modes=snapshot,delta;wait=1").statusCode()).isEqualTo(304);
    assertThat(bundle("unheard-of", null, null).statusCode()).isEqualTo(404);
  }

  @Test
  void aLongPollIsAnsweredByTheNextRevision() {
    String tag = bundle("yunzhi-wasm", null, null).headers().firstValue("ETag").orElseThrow();
    var polled =
        CompletableFuture.supplyAsync(
            () -> bundle("yunzhi-wasm", tag, "modes=snapshot,delta;wait=120"));

    publishOwn();

    HttpResponse<byte[]> answer =
        polled.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag"))
        .hasValue("\"" + policies.revision("own") + "\"");
  }

  @Test
  void aRuleIsPublishedWithTheStandardOnes() throws Exception {
    long before = Long.parseLong(current().replaceFirst("-.*", ""));
    publishOwn();

    assertThat(policies.revision("own")).isEqualTo(current()).startsWith((before + 1) + "-");
    assertThat(revisions().at("/items/0/reason").asText())
        .isEqualTo("SEC-901 added by Policy own, generation 1");
    PolicyBundle wasm =
        PolicyBundle.read(new ByteArrayInputStream(bundle("yunzhi-wasm", null, null).body()));
    try (var engine =
        dev.yunzhi.policy.PolicyEngine.load(wasm, dev.yunzhi.policy.EngineLimits.defaults())) {
      assertThat(engine.catalogue()).anyMatch(rule -> rule.id().equals("SEC-901"));
      assertThat(engine.catalogue()).anyMatch(rule -> rule.id().equals("SEC-016"));
    }
    assertThat(ledger()).contains("SEC-901 added by Policy own");
  }

  private static String ledger() {
    return app.get("audit", "/api/v1/audit/events?stream=policy&limit=1000").body();
  }

  @Test
  void aBrokenRuleIsRefusedAndTheOneBeforeGoesOn() {
    publishOwn();
    String published = current();

    policies.apply("own", "SEC-901", OwnRule.REGO + "\nbroken if {\n", OwnRule.TESTS);
    awaitSaid("own", "Checked=False CheckFailed", "Published=False NotChecked");
    assertThat(policies.message("own", "Checked")).contains("spec.rego line", "column");
    assertThat(policies.message("own", "Published"))
        .contains("Revision " + published + " goes on with generation 1");

    // Another one that is right is published, with the old rule beside it.
    String other = OwnRule.REGO.replace("901", "902");
    policies.apply("other", "SEC-902", other, null);
    awaitSaid("other", "Checked=True Checked", "Published=True Published");
    assertThat(names(revisions())).contains("SEC-901", "SEC-902");
    assertThat(policies.revision("own")).isEqualTo(published);

    // Put right, it is what it was: there is nothing to publish.
    String withBoth = current();
    policies.apply("own", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
    assertThat(current()).isEqualTo(withBoth);
  }

  @Test
  void aRuleThatAnotherObjectBringsUnchangedIsThatObjectsFromThenOn() {
    publishOwn();
    policies.apply("other", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    policies.delete("own");
    awaitSaid("other", "Checked=True Checked", "Published=True Published");

    assertThat(revisions().at("/items/0/rules/0/object").asText()).isEqualTo("other");
  }

  @Test
  void anIdThatIsTakenIsRefused() {
    policies.apply("own", "SEC-016", OwnRule.REGO, null);
    awaitSaid("own", "Checked=False StandardPolicy", "Published=False NotChecked");
    policies.apply("own", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    policies.apply("other", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    awaitSaid("other", "Checked=True Checked", "Published=True Published");
    // By age, and of two of one age by name.
    awaitSaid("own", "Checked=False Conflict", "Published=False NotChecked");
  }

  @Test
  void aRuleThatOpaCannotBuildBesideTheOthersHoldsUpNobody() {
    policies.apply("own", "SEC-901", building("901", "902"), null);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
    String published = current();

    policies.apply("other", "SEC-902", building("902", "901"), null);
    awaitSaid("other", "Checked=False CheckFailed", "Published=False NotChecked");
    assertThat(policies.message("other", "Checked"))
        .contains("not beside those of the other Policies", "is recursive");
    assertThat(current()).isEqualTo(published);

    policies.apply("own", "SEC-901", OwnRule.REGO, OwnRule.TESTS);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
    awaitSaid("other", "Checked=True Checked", "Published=True Published");
  }

  /** A rule that looks at what another one finds. */
  private static String building(String number, String other) {
    return OwnRule.REGO.replace("901", number)
        + "\nfindings contains found if some found in data.yunzhi.policies.sec_%s.findings\n"
            .formatted(other);
  }

  @Test
  void aRuleThatIsOnlyTriedIsInNoRevisionAndHasABundleOfItsOwn(@TempDir Path folder)
      throws Exception {
    publishOwn();
    String published = current();
    String changed = OwnRule.REGO.replace("\"forbidden\"", "\"unwanted\"");

    policies.preview("other", "SEC-901", changed, null);
    awaitSaid("other", "Checked=True Checked", "Published=False Previewed");
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
    assertThat(current()).isEqualTo(published);
    assertThat(policies.revision("other")).isNull();

    HttpResponse<byte[]> answer = bundle("preview-other", null, null);
    assertThat(answer.statusCode()).isEqualTo(200);
    Path file = Files.write(folder.resolve("preview.tar.gz"), answer.body());
    assertThat(verified(file, key.shown(), "yunzhi-preview")).isZero();
    assertThat(verified(file, key.shown(), "yunzhi")).as("no agent enforces it").isEqualTo(1);
    assertThat(PolicyBundle.read(file).rules().has("SEC-901", changed)).isTrue();
    PolicyBundle enforced =
        PolicyBundle.read(new ByteArrayInputStream(bundle("yunzhi-wasm", null, null).body()));
    assertThat(enforced.rules().has("SEC-901", OwnRule.REGO)).isTrue();
    assertThat(enforced.rules().hasAnother("SEC-901", changed)).isTrue();
    assertThat(bundle("preview-own", null, null).statusCode()).isEqualTo(503);

    // In the end it is published, as it was tried.
    policies.delete("own");
    policies.apply("other", "SEC-901", changed, null);
    awaitSaid("other", "Checked=True Checked", "Published=True Published");
    assertThat(bundle("preview-other", null, null).statusCode()).isEqualTo(503);
  }

  @Test
  void aRuleThatIsOnlyTriedIsRefusedAsOneThatIsToBePublished() {
    policies.apply("own", "SEC-901", building("901", "902"), null);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");

    policies.preview("other", "SEC-016", OwnRule.REGO, null);
    awaitSaid("other", "Checked=False StandardPolicy", "Published=False NotChecked");
    policies.preview("other", "SEC-902", OwnRule.REGO + "\nbroken if {\n", null);
    awaitSaid("other", "Checked=False CheckFailed", "Published=False NotChecked");
    policies.preview("other", "SEC-902", building("902", "901"), null);
    awaitSaid("other", "Checked=False CheckFailed", "Published=False NotChecked");
    assertThat(policies.message("other", "Checked")).contains("is recursive");
    assertThat(bundle("preview-other", null, null).statusCode()).isEqualTo(503);
  }

  @Test
  void changesThatComeTogetherMakeOneRevision() {
    long before = Long.parseLong(current().replaceFirst("-.*", ""));
    for (int i = 0; i < 20; i++) {
      String rego = OwnRule.REGO.replace("\"forbidden\"", "\"forbidden-" + i + "\"");
      policies.apply("own", "SEC-901", rego, null);
    }
    awaitSaid("own", "Checked=True Checked", "Published=True Published");

    assertThat(Long.parseLong(current().replaceFirst("-.*", "")) - before).isLessThan(5);
  }

  @Test
  void nothingIsWrittenAtRest() {
    publishOwn();
    int writes = policies.writes.get();
    String revision = current();

    app.context.getBean(Publisher.class).wake();
    policies.apply("other", "SEC-019", null, null);
    policies.delete("other");
    publishAndForget();

    assertThat(policies.writes.get() - writes).isLessThanOrEqualTo(1);
    assertThat(policies.revision("own")).isEqualTo(revision);
  }

  /** Something after which all that came before has been looked at. */
  private static void publishAndForget() {
    policies.apply("other", "SEC-902", OwnRule.REGO.replace("901", "902"), null);
    awaitSaid("other", "Checked=True Checked", "Published=True Published");
  }

  @Test
  void aRollbackIsANewRevisionAndHoldsUntilItIsLetGoOn() {
    String standard = current();
    publishOwn();
    String own = current();

    JsonNode rolledBack =
        TestControlPlane.json(
            post("/api/v1/policy/revisions/" + standard + "/rollback?reason=too+strict"));
    assertThat(rolledBack.path("name").asText())
        .endsWith(standard.substring(standard.indexOf('-')))
        .isEqualTo(current());
    assertThat(sequence(current())).isEqualTo(sequence(own) + 1);
    awaitSaid("own", "Checked=True Checked", "Published=False Held");
    JsonNode held = revisions().path("held");
    assertThat(held.path("revision").asText()).isEqualTo(standard);
    assertThat(held.path("by").asText()).isEqualTo("security");
    assertThat(held.path("reason").asText()).isEqualTo("too strict");

    // Checked all the same, and not published.
    String changed = OwnRule.REGO.replace("\"forbidden\"", "\"banned\"");
    policies.apply("own", "SEC-901", changed, null);
    awaitSaid("own", "Checked=True Checked", "Published=False Held");
    assertThat(current()).isEqualTo(rolledBack.path("name").asText());

    assertThat(post("/api/v1/policy/resume").statusCode()).isEqualTo(200);
    awaitSaid("own", "Checked=True Checked", "Published=True Published");
    assertThat(sequence(current())).isEqualTo(sequence(own) + 2);
    assertThat(ledger()).contains("\"action\":\"rollback\"", "too strict", "\"action\":\"resume\"");
  }

  private static long sequence(String revision) {
    return Long.parseLong(revision.substring(0, revision.indexOf('-')));
  }

  @Test
  void onlyWhatThereWasIsRolledBackTo() {
    HttpResponse<String> answer = post("/api/v1/policy/revisions/999-0123456789ab/rollback");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("there is no revision 999-0123456789ab");
  }
}
