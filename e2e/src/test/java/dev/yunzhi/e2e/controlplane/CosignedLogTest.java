package dev.yunzhi.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Certificate;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.LocalProcess;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.LogSigning;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit office's witness, as docs/audit-log.md has it run, and the log that it cosigns. */
class CosignedLogTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path PROGRAM = Programs.root().resolve("cli/bin/yunzhi");
  private static final Command YUNZHI = new Command(PROGRAM, Map.of("KUBECONFIG", ""));
  private static final Pattern LISTENS = Pattern.compile("listens at (https://\\S+)");
  private static final String EVENTS =
      """
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"%s",
       "stage":"ResponseComplete","stageTimestamp":"2026-11-24T08:00:00Z","requestURI":"/api"}]}""";
  private static final String CHECKPOINT = "/api/v1/audit/log/checkpoint";

  @TempDir private Path folder;

  private Path witnessKey;
  private Path authority;

  @BeforeEach
  void makeKeys() throws IOException {
    witnessKey =
        Files.writeString(
            folder.resolve("witness.pub"),
            YUNZHI
                .run("", List.of("witness", "key", "--name=office.example/witness", file("key")))
                .orThrow());
    Files.copy(LogSigning.of(folder).publicKey(), folder.resolve("logs"));
    authority = LocalCluster.authority(folder.resolve("keys"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private LocalProcess witness(String name, String listen) {
    Certificate tls = LocalCluster.certificate(folder.resolve("keys"), "witness", "127.0.0.1");
    return LocalProcess.start(
        folder,
        name,
        List.of(
            PROGRAM.toString(),
            "witness",
            "run",
            "--key=" + file("key"),
            "--logs=" + file("logs"),
            "--state=" + file("state"),
            "--listen=" + listen,
            "--tls-certificate=" + tls.certificate(),
            "--tls-key=" + tls.key()),
        Map.of());
  }

  private static String url(LocalProcess witness) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              Matcher said = LISTENS.matcher(Files.readString(witness.log()));
              return said.find() ? said.group(1) : null;
            },
            url -> url != null);
  }

  /** The checkpoint that has so many, as it is published while the log grows. */
  private static String awaitCosignatures(ControlPlaneAlone estate, String expected) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              grow(estate);
              return estate.api(estate.controlPlane(), "auditor").get(CHECKPOINT);
            },
            answer ->
                answer.headers().firstValue("Yunzhi-Cosignatures").orElse("").equals(expected))
        .body();
  }

  /** Makes the log longer by an event, as an API server does: what has not grown stays cosigned. */
  private static void grow(ControlPlaneAlone estate) throws IOException {
    HttpResponse<String> answer =
        estate
            .intake(estate.controlPlane())
            .post(
                "/api/v1/audit/intake/" + ControlPlaneAlone.CLUSTER,
                EVENTS.formatted(UUID.randomUUID()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private CommandResult verify(String checkpoint) throws IOException {
    Path file = Files.writeString(folder.resolve("checkpoint"), checkpoint);
    return YUNZHI.run(
        "",
        List.of(
            "verify",
            "--key=" + LogSigning.of(folder).publicKey(),
            "--witness-key=" + witnessKey,
            "--quorum=1",
            file.toString()));
  }

  @Test
  void isProvedByTheWitnessKeyOverTls() throws IOException {
    try (LocalProcess first = witness("first", "127.0.0.1:0")) {
      String url = url(first);
      try (ControlPlaneAlone estate =
          ControlPlaneAlone.start(
              folder,
              "--yunzhi.audit.log.witnesses[0].url=" + url,
              "--yunzhi.audit.log.witnesses[0].key=" + Files.readString(witnessKey).strip(),
              "--yunzhi.audit.log.witnesses[0].ca-file=" + authority,
              "--yunzhi.audit.log.cosignature-patience=1s")) {
        CommandResult proved = verify(awaitCosignatures(estate, "1/1"));
        assertThat(proved.exitCode()).as(proved.stdout() + proved.stderr()).isZero();
        assertThat(proved.stdout()).contains("office.example/witness");

        first.kill();
        CommandResult alone = verify(awaitCosignatures(estate, "0/1"));
        assertThat(alone.exitCode()).as(alone.stdout()).isEqualTo(3);

        // On the folder of the one that was killed, and where that one listened.
        try (LocalProcess again = witness("again", url.substring("https://".length()))) {
          assertThat(verify(awaitCosignatures(estate, "1/1")).exitCode()).isZero();
          assertThat(Files.readString(again.log())).contains("knows the log " + LogSigning.ORIGIN);
        }
      }
    }
  }
}
