package dev.yunzhi.controlplane.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.evidence.CheckpointCheck;
import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.evidence.EvidenceCheck;
import dev.yunzhi.audit.evidence.Finding;
import dev.yunzhi.audit.evidence.Verdict;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.controlplane.TestControlPlane;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention, holds and removals as administrators meet them. */
class KeepingApiTest {
  private static final String EVENTS =
      """
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"%s",
       "stage":"ResponseComplete","stageTimestamp":"2026-01-24T08:00:00Z","requestURI":"/api/%s"}]}""";

  private static TestControlPlane app;

  private static final NoteSigner KEY = NoteSigner.generate("log.test", SignatureKind.ED25519);

  private static String signing(Path directory) throws IOException {
    Path key = Files.writeString(directory.resolve("log.key"), KEY.secret() + "\n");
    return "--yunzhi.audit.log.signing-key-files=" + key;
  }

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    app =
        new TestControlPlane(
                directory,
                signing(directory),
                "--yunzhi.audit.log.origin=log.test",
                "--yunzhi.audit.keeping.retention-days.api-audit=184",
                "--yunzhi.audit.keeping.every=200ms")
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static HttpResponse<String> post(String account, String path) {
    return app.send(
        HttpRequest.newBuilder(app.uri(path))
            .header("Authorization", TestControlPlane.basic(account))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestControlPlane.json(answer);
  }

  private static long record(String id) {
    assertThat(
            app.post(
                    "/api/v1/audit/intake/home",
                    TestControlPlane.INTAKE_TOKEN,
                    EVENTS.formatted(id, id))
                .statusCode())
        .isEqualTo(204);
    JsonNode items =
        ok(app.get("audit", "/api/v1/audit/events?stream=api-audit&limit=1000")).get("items");
    for (JsonNode item : items) {
      if (item.get("id").asText().startsWith(id)) {
        return item.get("index").asLong();
      }
    }
    throw new AssertionError(items.toString());
  }

  /** Makes all of the stream look as if it had been recorded so many months ago. */
  private static String backdate(String stream, int months) throws SQLException {
    String shelf = stream + "/" + YearMonth.now(ZoneOffset.UTC).minusMonths(months);
    try (Connection connection = app.context.getBean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          create table "ledger_body_%1$s" (like ledger_body including all);
          alter table ledger_body attach partition "ledger_body_%1$s" for values in ('%1$s');
          update ledger_body set shelf = '%1$s' where shelf like '%2$s/%%';
          update ledger_block set shelf = '%1$s' where stream = '%2$s'
          """
              .formatted(shelf, stream));
      connection.commit();
    }
    return shelf;
  }

  private static HttpResponse<String> evidence(long index) {
    return app.get("audit", "/api/v1/audit/events/%d/evidence".formatted(index));
  }

  /** What the evidence of an event proves. */
  private static List<String> proved(long index) throws MalformedNoteException {
    HttpResponse<String> evidence =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> evidence(index), answer -> answer.statusCode() == 200);
    var outcome =
        new EvidenceCheck(new CheckpointCheck(List.of(KEY.verifier()), List.of(), 0))
            .of(Evidence.parse(evidence.body()));
    assertThat(outcome.verdict()).isEqualTo(Verdict.PROVED);
    return outcome.findings().stream().map(Finding::statement).toList();
  }

  @Test
  void aHoldOutlivesTheRetentionAndEndsByAnother() throws SQLException {
    JsonNode hold =
        ok(
            post(
                "audit",
                "/api/v1/audit/holds?stream=api-audit&from=2026-01-01T00:00:00Z&reason=case&ticket=T-1"));
    assertThat(hold.at("/placedBy").asText()).isEqualTo("local/audit");
    long index = record("held");
    backdate("api-audit", 9);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(app.get("audit", "/metrics").body())
                    .contains("yunzhi_ledger_shelves_held 1.0"));
    assertThat(ok(app.get("security", "/api/v1/audit/events/" + index)).at("/event/requestURI"))
        .hasToString("\"/api/held\"");

    String lift = "/api/v1/audit/holds/%d/lift?reason=over".formatted(hold.get("id").asLong());
    HttpResponse<String> same = post("audit", lift);
    assertThat(same.statusCode()).isEqualTo(409);
    assertThat(same.body()).contains("another person has to lift it");
    assertThat(ok(post("security", lift)).at("/lifted/by").asText()).isEqualTo("local/security");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> app.get("audit", "/api/v1/audit/events/" + index).statusCode() == 410);
    JsonNode gone = TestControlPlane.json(app.get("audit", "/api/v1/audit/events/" + index));
    assertThat(gone.at("/absence/removed").asBoolean()).isTrue();
    assertThat(gone.at("/absence/rule").asText()).isEqualTo("retention of 184 days");
    assertThat(gone.at("/leafHash").asText()).hasSize(64);
    assertThat(gone.at("/detail").asText()).contains("retention of 184 days", "its leaf stays");
    JsonNode listed =
        ok(app.get("audit", "/api/v1/audit/events?limit=1&cursor=" + index)).at("/items/0");
    assertThat(listed.get("event").isNull()).isTrue();
    assertThat(listed.get("leafHash")).isEqualTo(gone.get("leafHash"));
    assertThat(listed.at("/absence/rule")).isEqualTo(gone.at("/absence/rule"));
    HttpResponse<String> streamed =
        app.send(
            HttpRequest.newBuilder(app.uri("/api/v1/audit/events?stream=api-audit"))
                .header("Authorization", TestControlPlane.basic("audit"))
                .header("Accept", "application/x-ndjson"));
    assertThat(streamed.body()).contains("\"event\":null,\"absence\":" + gone.get("absence"));
    assertThat(ok(app.get("audit", "/api/v1/audit/events?stream=keeping")).toString())
        .contains("hold-placed", "hold-lifted", "shelf-removed");
    assertThat(ok(app.get("audit", "/api/v1/audit/holds")).at("/items/0/lifted/reason").asText())
        .isEqualTo("over");
    assertThat(app.get("audit", "/metrics").body())
        .contains("yunzhi_ledger_shelves_removed_total 1.0")
        .contains("yunzhi_ledger_oldest_body_timestamp_seconds ")
        .contains("yunzhi_ledger_keeping_completed_timestamp_seconds ");
  }

  @Test
  void oneBodyGoesWhenTwoSay() throws MalformedNoteException {
    long index = record("personal");
    HttpResponse<String> incomplete = post("audit", "/api/v1/audit/removals?index=" + index);
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("reason must be given");
    long id =
        ok(post(
                "audit",
                "/api/v1/audit/removals?index=%d&reason=judgment&ticket=T-2".formatted(index)))
            .get("id")
            .asLong();
    String approve = "/api/v1/audit/removals/%d/approve".formatted(id);
    assertThat(post("audit", approve).statusCode()).isEqualTo(409);
    assertThat(app.get("audit", "/api/v1/audit/events/" + index).statusCode()).isEqualTo(200);
    assertThat(ok(post("security", approve)).at("/decision/outcome").asText())
        .isEqualTo("approved");
    HttpResponse<String> gone = app.get("audit", "/api/v1/audit/events/" + index);
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("removal %d (T-2)".formatted(id));
    assertThat(proved(index)).last().asString().contains("the body of the event", "was removed");
    assertThat(post("audit", approve).statusCode()).isEqualTo(409);
    assertThat(post("security", "/api/v1/audit/removals/%d/reject".formatted(id)).statusCode())
        .isEqualTo(409);
    assertThat(ok(app.get("audit", "/api/v1/audit/removals")).at("/items/0/ticket").asText())
        .isEqualTo("T-2");
  }

  @Test
  void readsGoOnFromAFile(@TempDir Path directory) throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    try (TestControlPlane moving =
        new TestControlPlane(
                directory,
                signing(directory),
                "--yunzhi.audit.log.origin=log.test",
                "--yunzhi.audit.keeping.directory=" + files,
                "--yunzhi.audit.keeping.move-after-days=30",
                "--yunzhi.audit.keeping.every=200ms")
            .awaitReady()) {
      TestControlPlane before = app;
      app = moving;
      try {
        long index = record("old");
        backdate("api-audit", 3);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(app.get("audit", "/metrics").body())
                        .contains("yunzhi_ledger_shelves_moved_total 1.0"));
        String path = "/api/v1/audit/events/" + index;
        assertThat(ok(app.get("audit", path)).at("/event/requestURI").asText())
            .isEqualTo("/api/old");
        Path file;
        try (Stream<Path> all = Files.list(files)) {
          file = all.filter(one -> one.toString().endsWith(".zst")).findFirst().orElseThrow();
        }
        assertThat(proved(index)).last().asString().contains("is what the leaf vouches for");
        Files.move(file, directory.resolve("unmounted"));
        HttpResponse<String> away = app.get("audit", path);
        assertThat(away.statusCode()).isEqualTo(404);
        assertThat(away.body())
            .contains(file.getFileName().toString(), "which cannot be read here");
      } finally {
        app = before;
      }
    }
  }

  @Test
  void lessThanTheLawAsksIsRefusedAtTheStart(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                new TestControlPlane(
                    directory, "--yunzhi.audit.keeping.retention-days.decision=90"))
        .rootCause()
        .hasMessageContaining("retention-days.decision: is 90; it must be 184 to 36525 days");
  }
}
