package dev.yunzhi.controlplane.cosigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.evidence.CheckpointCheck;
import dev.yunzhi.audit.evidence.Outcome;
import dev.yunzhi.audit.evidence.Verdict;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.controlplane.TestControlPlane;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are cosigned by witnesses, and shown as such where too few did. */
class CosigningTest {
  private static final String ORIGIN = "log.gov.example";
  private static final String LOG = "/api/v1/audit/log/checkpoint";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String EVENTS =
      """
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"%s",
       "stage":"ResponseComplete","stageTimestamp":"2026-11-24T08:00:00Z","requestURI":"/api"}]}""";

  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final AtomicInteger events = new AtomicInteger();

  @TempDir private Path folder;

  private TestWitness first;
  private TestWitness second;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("log.key"), key.secret());
    first = new TestWitness("first.example", folder.resolve("first"), key.verifier());
    second = new TestWitness("second.example", folder.resolve("second"), key.verifier());
  }

  @AfterEach
  void stop() throws Exception {
    first.close();
    second.close();
  }

  private TestControlPlane controlPlane(String... more) {
    return withSecondKey(second.key.verifier().toString(), more);
  }

  private TestControlPlane withSecondKey(String secondKey, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--yunzhi.audit.log.origin=" + ORIGIN,
                "--yunzhi.audit.log.signing-key-files[0]=" + folder.resolve("log.key"),
                "--yunzhi.audit.log.cosignature-patience=3s"));
    List<TestWitness> witnesses = List.of(first, second);
    List<String> keys = List.of(first.key.verifier().toString(), secondKey);
    for (int i = 0; i < 2; i++) {
      settings.add("--yunzhi.audit.log.witnesses[%d].url=%s".formatted(i, witnesses.get(i).url()));
      settings.add("--yunzhi.audit.log.witnesses[%d].key=%s".formatted(i, keys.get(i)));
    }
    settings.addAll(List.of(more));
    return new TestControlPlane(folder, settings.toArray(String[]::new));
  }

  private void grow(TestControlPlane app) {
    String body = EVENTS.formatted("event-" + events.incrementAndGet());
    assertThat(
            app.post("/api/v1/audit/intake/home", TestControlPlane.INTAKE_TOKEN, body).statusCode())
        .isEqualTo(204);
  }

  private static String cosignatures(TestControlPlane app) {
    return app.get("audit", LOG).headers().firstValue("Yunzhi-Cosignatures").orElse("none");
  }

  private static long size(TestControlPlane app) throws Exception {
    return Checkpoint.parse(Note.parse(app.get("audit", LOG).body()).text()).size();
  }

  private static void awaitShown(TestControlPlane app, String cosignatures) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(cosignatures(app)).isEqualTo(cosignatures));
  }

  private static String metrics(TestControlPlane app) {
    return app.send(HttpRequest.newBuilder(app.uri("/metrics"))).body();
  }

  @Test
  void enoughCosignaturesArePublishedAndTooFewAreShown() throws Exception {
    try (TestControlPlane app = controlPlane().awaitReady()) {
      grow(app);
      awaitShown(app, "2/2");
      Note published = Note.parse(app.get("audit", LOG).body());
      CheckpointCheck check =
          new CheckpointCheck(
              List.of(key.verifier()), List.of(first.key.verifier(), second.key.verifier()), 2);
      assertThat(new Outcome(check.of(published), List.of()).proved()).isTrue();
      assertThat(metrics(app))
          .contains("yunzhi_log_quorum 2.0", "yunzhi_log_cosignatures 2.0")
          .containsPattern("yunzhi_log_witness_size\\{witness=\"first.example\",?} [1-9]");

      // One is down: nothing waits for it, and before long the newest is shown with one
      // cosignature.
      second.status = 503;
      long before = size(app);
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> {
                grow(app);
                return cosignatures(app).equals("1/2") && size(app) > before;
              });
      Note few = Note.parse(app.get("audit", LOG).body());
      assertThat(Verdict.of(check.of(few))).isEqualTo(Verdict.UNDECIDED);
      assertThat(metrics(app))
          .containsPattern(
              "yunzhi_log_witness_requests_total\\{outcome=\"refused\",witness=\"second.example\",?} [1-9]");

      second.status = 200;
      awaitShown(app, "2/2");
    }
  }

  @Test
  void aWitnessThatNeverAnswersHoldsNothingUp() throws Exception {
    second.slow = new CountDownLatch(1);
    try (TestControlPlane app = controlPlane("--yunzhi.audit.log.quorum=1").awaitReady()) {
      for (int i = 0; i < 20; i++) {
        grow(app);
        assertThat(app.get("audit", LOG).statusCode()).isEqualTo(200);
      }
      awaitShown(app, "1/1");
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () ->
                  metrics(app)
                      .matches(
                          "(?s).*yunzhi_log_witness_requests_total\\{outcome=\"unreachable\",witness=\"second.example\",?} [1-9].*"));
      HttpResponse<String> evidence = app.get("audit", "/api/v1/audit/events/0/evidence");
      assertThat(evidence.statusCode()).as(evidence.body()).isEqualTo(200);
      assertThat(evidence.body()).contains("\u2014 first.example ");
    }
  }

  @Test
  void aWitnessOfAnotherHistoryRefuses() throws Exception {
    // As if the database had been made anew, and the log gone on under its name.
    String text = new Checkpoint(ORIGIN, 3, Hash.sha256(new byte[] {3})).text();
    Note other = new Note(text, List.of(key.sign(text, Instant.EPOCH)));
    first.witness.add(
        new AddCheckpoint(0, List.of(), other).toString().getBytes(StandardCharsets.UTF_8));
    try (TestControlPlane app = controlPlane().awaitReady()) {
      for (int i = 0; i < 5; i++) {
        grow(app);
      }
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () ->
                  metrics(app)
                      .matches(
                          "(?s).*yunzhi_log_witness_requests_total\\{outcome=\"refused\",witness=\"first.example\",?} [1-9].*"));
      awaitShown(app, "1/2");
    }
  }

  @Test
  void aSecondLineOfSm2IsThereWhereThereIsAKeyForIt() throws Exception {
    NoteSigner sm2 = NoteSigner.generate(ORIGIN, SignatureKind.SM2);
    Files.writeString(folder.resolve("sm2.key"), sm2.secret());
    String setting = "--yunzhi.audit.log.signing-key-files[1]=" + folder.resolve("sm2.key");
    try (TestControlPlane app = controlPlane(setting).awaitReady()) {
      grow(app);
      awaitShown(app, "2/2");
      Note published = Note.parse(app.get("audit", LOG).body());
      CheckpointCheck check =
          new CheckpointCheck(List.of(key.verifier(), sm2.verifier()), List.of(), 0);
      assertThat(check.of(published)).hasSize(2);
      assertThat(Verdict.of(check.of(published))).isEqualTo(Verdict.PROVED);
      // It is another kind, which both must prove: one line less, and it is not.
      Note without =
          new Note(published.text(), List.of(key.verifier().find(published).orElseThrow()));
      assertThat(Verdict.of(check.of(without))).isEqualTo(Verdict.UNDECIDED);
      assertThat(
              Verdict.of(new CheckpointCheck(List.of(key.verifier()), List.of(), 0).of(published)))
          .isEqualTo(Verdict.PROVED);
    }
    Files.writeString(folder.resolve("log.key"), sm2.secret());
    assertThatThrownBy(this::controlPlane)
        .hasRootCauseMessage(
            "yunzhi.audit.log.signing-key-files: SM2 signs beside Ed25519, which all verifiers know");
  }

  @Test
  void settingsThatCannotBeFollowedAreToldAtTheStart() {
    assertThatThrownBy(() -> controlPlane("--yunzhi.audit.log.quorum=3"))
        .hasRootCauseMessage("yunzhi.audit.log.quorum is 3; there are 2 witnesses");
    assertThatThrownBy(() -> withSecondKey(key.verifier().toString()))
        .hasRootCauseMessage(
            "yunzhi.audit.log.witnesses: %s is no key of a witness".formatted(key.verifier()));
    assertThatThrownBy(() -> withSecondKey(first.key.verifier().toString()))
        .hasRootCauseMessage("yunzhi.audit.log.witnesses: first.example is there twice");
  }
}
