package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is brought back that is older than what auditors hold. */
class RestoreTest {
  private static final NoteSigner KEY = NoteSigner.generate("log.test", SignatureKind.ED25519);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private static void append(LocalPostgres postgres, String prefix, int count) {
    List<Event> events =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Event(
                        "api-audit",
                        "home",
                        prefix + i,
                        Instant.parse("2026-03-01T12:00:00Z"),
                        JsonNodeFactory.instance.objectNode().put("n", i)))
            .toList();
    new Ledger(postgres.database()).append(events);
  }

  private Path checkpoint(LocalPostgres postgres, String name, long size) throws IOException {
    Checkpoints checkpoints =
        new Checkpoints(postgres.database(), "log.test", List.of(KEY), List.of());
    // At most one a second.
    String note =
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () -> checkpoints.current().toString(),
                text -> text.startsWith("log.test\n" + size + "\n"));
    return Files.writeString(folder.resolve(name), note);
  }

  private static CommandResult check(LocalPostgres postgres, List<Path> checkpoints) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "check-restore",
                "--key",
                KEY.verifier().toString(),
                "--database",
                postgres.jdbcUrl(),
                "--user",
                postgres.user(),
                "--password-file",
                postgres.passwordFile().toString()));
    checkpoints.forEach(file -> arguments.add(file.toString()));
    return new Command(Programs.root().resolve("cli/bin/yunzhi"), Map.of("KUBECONFIG", ""))
        .run("", arguments);
  }

  @Test
  void whatIsMissingAfterARestoreIsNamed() throws Exception {
    Path directory = folder.resolve("postgres");
    Path backup = folder.resolve("backup");
    Path early;
    Path late;
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      AuditSchema.migrate(postgres.database());
      append(postgres, "before-", 700);
      early = checkpoint(postgres, "early.checkpoint", 700);
    }
    assertThat(
            new Command(Path.of("/bin/cp"), Map.of())
                .run("", List.of("-a", directory.toString(), backup.toString()))
                .exitCode())
        .isZero();
    try (LocalPostgres postgres = LocalPostgres.start(directory)) {
      append(postgres, "after-", 300);
      late = checkpoint(postgres, "late.checkpoint", 1000);
      CommandResult whole = check(postgres, List.of(early, late));
      assertThat(whole.exitCode()).as(whole.stdout() + whole.stderr()).isZero();
      assertThat(whole.stdout())
          .contains(": nothing is missing", "1000 leaves stand in one sequence");
    }

    try (LocalPostgres restored = LocalPostgres.start(backup)) {
      CommandResult missing = check(restored, List.of(early, late));
      assertThat(missing.exitCode()).as(missing.stderr()).isEqualTo(1);
      assertThat(missing.stdout())
          .contains(
              "NOT WHOLE",
              "ok  the first 700 leaves are those that " + early,
              "NO  %s was signed for 1000 leaves; there are 700".formatted(late),
              "first missing index: 700");

      append(restored, "instead-", 500);
      CommandResult forked = check(restored, List.of(early, late));
      assertThat(forked.exitCode()).isEqualTo(1);
      assertThat(forked.stdout()).contains("the log goes another way");
    }
  }
}
