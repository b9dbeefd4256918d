package dev.yunzhi.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.GoReference;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.ExportedLog;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCheckTest {
  private static final String ORIGIN = "log.gov.example";

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
  private final LogCheck check =
      new LogCheck(new CheckpointCheck(List.of(key.verifier()), List.of(), 0));

  @TempDir private Path folder;

  private int written;

  /** Appends as many events, and signs as if a minute had passed. */
  private Note grow(int count) {
    for (int left = count; left > 0; left -= 1000) {
      ledger.append(Events.events("e%d-".formatted(written++), 0, Math.min(left, 1000)));
    }
    return sign();
  }

  private Note sign() {
    TestDatabase.execute(
        database, "update ledger_checkpoint set signed_at = signed_at - interval '1 minute'");
    return new Checkpoints(database, ORIGIN, List.of(key), List.of()).current();
  }

  private Outcome whole() throws IOException {
    return check.whole(new LogFolder(folder));
  }

  private Outcome since(Note earlier) throws IOException {
    return check.since(earlier, new LogFolder(folder));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "255", "256", "257", "3000"})
  void aWholeLogIsProved(int size) throws Exception {
    ExportedLog.write(database, grow(size), folder);
    assertThat(whole().findings())
        .as("%s", whole())
        .allMatch(finding -> finding.verdict() == Verdict.PROVED);
  }

  @ParameterizedTest
  @CsvSource({"0, 300", "1, 300", "256, 300", "300, 0", "300, 1", "513, 1000"})
  void aRangeIsProvedWithoutTheEntriesBefore(int before, int after) throws Exception {
    Note earlier = grow(before);
    Note later = after == 0 ? earlier : grow(after);
    ExportedLog.write(database, later, folder);
    for (int bundle = 0; bundle < before / 256; bundle++) {
      Files.deleteIfExists(folder.resolve("tile/entries/%03d".formatted(bundle)));
      Files.deleteIfExists(folder.resolve("tile/0/%03d".formatted(bundle)));
    }
    assertThat(since(earlier).proved()).as("%s", since(earlier)).isTrue();
    assertThat(whole().verdict())
        .as("%s", whole())
        .isEqualTo(before < 256 ? Verdict.PROVED : Verdict.UNDECIDED);
  }

  @Test
  void whatGoMadeIsProved(@TempDir Path before) throws Exception {
    String[] keys = GoReference.run("", "key", "go.example/log").output().split("\n", -1);
    for (String log : List.of("65800 " + before, "70000 " + folder)) {
      GoReference.Answer made =
          GoReference.run(keys[0] + " " + log.split(" ", 2)[0], "log", log.split(" ", 2)[1]);
      assertThat(made.exit()).as(made.error()).isZero();
    }
    LogCheck trusting =
        new LogCheck(new CheckpointCheck(List.of(NoteVerifier.parse(keys[1])), List.of(), 0));
    LogFolder log = new LogFolder(folder);
    assertThat(trusting.whole(log).proved()).as("%s", trusting.whole(log)).isTrue();
    Outcome range = trusting.since(new LogFolder(before).checkpoint(), log);
    assertThat(range.proved()).as("%s", range).isTrue();
    assertThat(whole().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aChangeOfOneBitAnywhereIsSeen() throws Exception {
    ExportedLog.write(database, grow(1500), folder);
    Random random = new Random(6);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      for (int change = 0; change < 6; change++) {
        byte[] changed = content.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, changed);
        assertThat(whole().proved()).as("%s", file).isFalse();
      }
      Files.write(file, java.util.Arrays.copyOf(content, content.length - 1));
      assertThat(whole().proved()).as("%s", file).isFalse();
      Files.write(file, java.util.Arrays.copyOf(content, content.length + 1));
      assertThat(whole().proved()).as("%s", file).isFalse();
      Files.delete(file);
      if (!file.endsWith("checkpoint")) {
        assertThat(whole().verdict()).as("%s", file).isEqualTo(Verdict.UNDECIDED);
      }
      Files.write(file, content);
    }
    assertThat(whole().proved()).isTrue();
  }

  @Test
  void anotherHistoryIsRefuted() throws Exception {
    Note earlier = grow(300);
    TestDatabase.execute(
        database,
        "update ledger_head set size = 0, peaks = ''; truncate ledger_block, ledger_body,"
            + " ledger_key, ledger_tile, ledger_checkpoint");
    ledger.append(Events.events("other", 0, 600));
    ExportedLog.write(database, sign(), folder);
    Outcome outcome = since(earlier);
    assertThat(outcome.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(outcome.findings())
        .contains(Finding.refuted("the tiles do not begin with the tree of the 300 leaves"));
    assertThat(whole().proved()).isTrue();
  }

  @Test
  void whatIsTheWrongWayRoundIsTold() throws Exception {
    Note earlier = grow(300);
    ExportedLog.write(database, earlier, folder);
    assertThat(since(grow(10)).findings())
        .contains(Finding.undecided("the checkpoint of 310 leaves is not the earlier one of 300"));
  }
}
