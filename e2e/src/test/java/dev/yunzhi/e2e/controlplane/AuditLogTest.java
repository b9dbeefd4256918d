package dev.yunzhi.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log as others see it: checkpoints, tiles, and evidence that needs none of us. */
class AuditLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path VERIFIER = Programs.root().resolve("auditor/target/yunzhi-verify.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** No kubeconfig: nothing but the key is needed. */
  private static final Command YUNZHI =
      new Command(Programs.root().resolve("cli/bin/yunzhi"), Map.of("KUBECONFIG", ""));

  private static final String LOG = "/api/v1/audit/log/";

  private static Estate estate;
  private static ControlPlaneApi auditor;

  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    estate =
        Estate.start(directory, Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, System.out::println);
    auditor = estate.api("auditor");
  }

  @AfterAll
  static void stop() {
    estate.close();
  }

  private static Note checkpoint() throws IOException, MalformedNoteException {
    HttpResponse<String> answer = auditor.get(LOG + "checkpoint");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
    return Note.parse(answer.body());
  }

  @Test
  void everyTileOfACheckpointIsServedForEver() throws Exception {
    Checkpoint grown =
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> Checkpoint.parse(checkpoint().text()), at -> at.size() > Tile.WIDTH);
    for (Tile tile : Tile.of(grown.size())) {
      HttpResponse<String> answer =
          auditor.get(LOG + "tile/%d/%s".formatted(tile.level(), tile.path()));
      assertThat(answer.statusCode()).as("%s", tile).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
      if (tile.level() == 0) {
        HttpResponse<String> entries = auditor.get(LOG + "tile/entries/" + tile.path());
        assertThat(entries.body()).contains("\"stream\":\"");
      }
    }
    assertThat(NoteVerifier.parse(Files.readString(estate.logSigning().publicKey())))
        .satisfies(key -> assertThat(key.find(checkpoint())).isPresent());
  }

  @Test
  void whatTheLogDoesNotHaveIsNotFound() throws IOException {
    for (String path : List.of("tile/0/x999/999", "tile/entries/x999/999", "tile/6/000")) {
      HttpResponse<String> answer = auditor.get(LOG + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).contains("the log has not grown as far as tile");
    }
    for (String path : List.of("tile/0/1", "tile/64/000", "tile/x/000", "tile/0/000.p/256")) {
      HttpResponse<String> answer = auditor.get(LOG + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).contains("no tile is called so");
    }
  }

  @Test
  void evidenceIsProvedByTheKeyAloneAndNotWhenChanged() throws Exception {
    JsonNode events = JSON.readTree(auditor.get("/api/v1/audit/events?limit=5").body());
    List<String> files = new ArrayList<>();
    for (JsonNode event : events.get("items")) {
      Path file = folder.resolve("event-%d.tlog-proof".formatted(event.get("index").asLong()));
      // The newest checkpoint can be a second older than the event.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(
              () -> {
                auditor.download(
                    "/api/v1/audit/events/%d/evidence".formatted(event.get("index").asLong()),
                    file);
                return true;
              });
      files.add(file.toString());
    }
    assertThat(files).hasSize(5);
    CommandResult proved = verify(files);
    assertThat(proved.exitCode()).as(proved.stdout() + proved.stderr()).isZero();
    assertThat(proved.stdout()).contains(": proved", "is what the leaf vouches for");

    Path changed = folder.resolve("changed.tlog-proof");
    Files.writeString(
        changed, Files.readString(Path.of(files.get(0))).replaceFirst("index \\d+", "index 1000"));
    files.add(changed.toString());
    CommandResult refused = verify(files);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stdout()).contains("changed.tlog-proof: REFUTED");
  }

  @Test
  void evidenceOfWhatIsNotThereIsRefused() throws IOException {
    assertThat(auditor.get("/api/v1/audit/events/999999999/evidence").statusCode()).isEqualTo(404);
    HttpResponse<String> bad = auditor.get("/api/v1/audit/events/first/evidence");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("index is first; it must be a whole number");
  }

  @Test
  void whoMayNotReadTheLogIsRefused() throws IOException {
    ControlPlaneApi member = estate.api("anji");
    assertThat(member.get(LOG + "checkpoint").statusCode()).isIn(401, 403);
    assertThat(member.get(LOG + "tile/0/000").statusCode()).isIn(401, 403);
  }

  @Test
  void aFetchedLogIsProvedWithoutUsAndWhatWasAddedToIt() throws Exception {
    Path log = folder.resolve("log");
    CommandResult fetched = export(log);
    assertThat(fetched.exitCode()).as(fetched.stdout() + fetched.stderr()).isZero();
    Path earlier = folder.resolve("earlier");
    Files.copy(log.resolve("checkpoint"), earlier);
    assertThat(verify(List.of(log.toString())).exitCode()).isZero();

    long size = Checkpoint.parse(Note.parse(Files.readString(earlier)).text()).size();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Checkpoint.parse(checkpoint().text()).size() > size);
    assertThat(export(log).exitCode()).isZero();
    CommandResult grown = verify(List.of("--since", earlier.toString(), log.toString()));
    assertThat(grown.exitCode()).as(grown.stdout()).isZero();
    assertThat(grown.stdout()).contains("the leaves %d to ".formatted(size));

    Path bundle = log.resolve("tile/entries/000");
    if (!Files.exists(bundle)) {
      bundle = files(log.resolve("tile/entries")).get(0);
    }
    byte[] content = Files.readAllBytes(bundle);
    content[20] ^= 1;
    Files.write(bundle, content);
    CommandResult changed = verify(List.of(log.toString()));
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.stdout()).contains("log: REFUTED");
    Files.delete(bundle);
    CommandResult missing = verify(List.of(log.toString()));
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.stdout()).contains("log: CANNOT TELL", "are missing: tile/entries/000");
  }

  @Test
  void aReportIsProvedByItsManifestAndNotWhenChanged() throws Exception {
    HttpResponse<String> answer = auditor.get("/api/v1/reports/assets?format=csv");
    String place = answer.headers().firstValue("Yunzhi-Manifest").orElseThrow();
    Path report = Files.writeString(folder.resolve("assets.csv"), answer.body());
    assertThat(verify(List.of(report.toString())).exitCode()).isEqualTo(3);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              auditor.download(place, folder.resolve("assets.csv.tlog-proof"));
              return true;
            });
    CommandResult proved = verify(List.of(report.toString()));
    assertThat(proved.exitCode()).as(proved.stdout()).isZero();
    assertThat(proved.stdout())
        .contains("the file is, byte for byte, the report of assets as of ", "by auditor");
    Files.writeString(report, answer.body() + " ");
    CommandResult changed = verify(List.of(report.toString()));
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.stdout()).contains("NO  the file is not the report of assets as of ");

    assertThat(estate.api("system").get(place).statusCode()).isEqualTo(403);
    for (Map.Entry<String, Integer> other :
        Map.of(place.replaceFirst("/2[0-9]{3}", "/2019"), 404, "/api/v1/reports/1/manifest", 400)
            .entrySet()) {
      assertThat(auditor.get(other.getKey()).statusCode()).isEqualTo(other.getValue());
    }
  }

  @Test
  void theVerifierOfItsOwnHoldsNeitherSpringNorKubernetes() throws IOException {
    try (JarFile jar = new JarFile(VERIFIER.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("dev/yunzhi/auditor/VerifyCommand.class")
          .noneMatch(
              name -> name.matches("(org/springframework|io/fabric8|org/postgresql|io/netty).*"));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private CommandResult export(Path log) throws IOException {
    return YUNZHI.run(
        "",
        List.of(
            "audit",
            "export-log",
            "--control-plane=" + estate.console(),
            "--ca-file=" + estate.authority(),
            "--account=auditor",
            "--password-file="
                + Files.writeString(
                    folder.resolve("password"), estate.accounts().password("auditor")),
            log.toString()));
  }

  /** The yunzhi command and the verifier of its own say the same. */
  private static CommandResult verify(List<String> files) {
    List<String> arguments =
        new ArrayList<>(List.of("--key", estate.logSigning().publicKey().toString()));
    arguments.addAll(files);
    List<String> alone = new ArrayList<>(List.of("-jar", VERIFIER.toString()));
    alone.addAll(arguments);
    arguments.add(0, "verify");
    CommandResult result = YUNZHI.run("", arguments);
    CommandResult same = new Command(JAVA, Map.of()).run("", alone);
    assertThat(same.stdout()).isEqualTo(result.stdout());
    assertThat(same.exitCode()).isEqualTo(result.exitCode());
    return result;
  }
}
