package dev.yunzhi.audit.keeping;

import static dev.yunzhi.audit.ledger.Events.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.keeping.RestoreCheck.Line;
import dev.yunzhi.audit.keeping.RestoreCheck.Outcome;
import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.store.AuditSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restored database is found to lack. */
class RestoreCheckTest {
  private static final NoteSigner KEY = NoteSigner.generate("log", SignatureKind.ED25519);

  private static Note checkpoint(DataSource database) {
    TestDatabase.execute(database, "update ledger_checkpoint set signed_at = 'epoch'");
    return new Checkpoints(database, "log", List.of(KEY), List.of()).current();
  }

  private static Outcome check(DataSource database, Map<String, Note> published, ShelfFiles files) {
    return new RestoreCheck(List.of(KEY.verifier()), published, files).of(database);
  }

  private static List<String> wrong(Outcome outcome) {
    return outcome.lines().stream().filter(line -> !line.holds()).map(Line::statement).toList();
  }

  @Test
  void whatWasRemovedAndMovedByRightIsNotMissing(@TempDir Path directory) throws IOException {
    DataSource database = TestDatabase.empty();
    Ledger ledger = new Ledger(database);
    KeepingEvents told = new KeepingEvents("home");
    ShelfFiles files = new ShelfFiles(directory);
    Person one = new Person("wang", "local", List.of(), null);
    Person other = new Person("li", "local", List.of(), null);
    ledger.append(events("a", 0, 300));
    Removals removals = new Removals(database, ledger, new LedgerReader(database), told, null);
    removals.approve(removals.propose(7, one, "judgment", "T-7").id(), other);
    Months.backdate(database, "api-audit", Months.ago(3));
    TestDatabase.execute(
        database, "update ledger_block set recorded_at = now() where stream = 'keeping'");
    new Keeper(database, ledger, told, new Retention(Map.of(), null), new Archive(files, 30))
        .pass();
    Map<String, Note> published = Map.of("held", checkpoint(database));

    Outcome whole = check(database, published, files);

    assertThat(wrong(whole)).isEmpty();
    assertThat(whole.whole()).isTrue();
    assertThat(whole.firstMissing()).isEmpty();
    assertThat(whole.lines())
        .contains(
            new Line(true, "the first 303 leaves are those that held was signed for"),
            new Line(
                true,
                "303 leaves stand in one sequence; 3 bodies are what their leaves vouch for, 300 are not in the database by right"));

    try (Stream<Path> all = Files.list(directory)) {
      Path file = all.filter(path -> path.toString().endsWith(".zst")).findFirst().orElseThrow();
      Files.write(file, new byte[1]);
    }
    assertThat(wrong(check(database, published, files)))
        .singleElement()
        .asString()
        .endsWith("which is gone or was changed");
    TestDatabase.execute(database, "delete from ledger_shelf");
    assertThat(wrong(check(database, published, null))).contains("the body of leaf 0 is gone");
  }

  @Test
  void aCheckpointOfAnotherLogIsNoMeasure() {
    DataSource database = TestDatabase.empty();
    new Ledger(database).append(events("a", 0, 3));
    NoteSigner stranger = NoteSigner.generate("log", SignatureKind.ED25519);
    Note forged = new Checkpoints(database, "log", List.of(stranger), List.of()).current();
    TestDatabase.execute(database, "delete from ledger_checkpoint");
    assertThat(wrong(check(database, Map.of("forged", forged), null)))
        .containsExactly("forged is signed by none of the keys");
  }

  @Test
  void aLeafThatIsGoneIsNamed() {
    DataSource database = TestDatabase.empty();
    Ledger ledger = new Ledger(database);
    for (int batch = 0; batch < 5; batch++) {
      ledger.append(events("b" + batch + "-", 0, 10));
    }
    Map<String, Note> published = Map.of("held", checkpoint(database));
    TestDatabase.execute(database, "delete from ledger_block where first = 20");
    Outcome outcome = check(database, published, null);
    assertThat(outcome.firstMissing()).hasValue(20);
    assertThat(wrong(outcome))
        .contains(
            "after leaf 19 comes the block from 30",
            "held was signed for 50 leaves; there are 20: all from 20 on are missing");
  }

  /** A base backup while events come in; what was acknowledged after it is lost by the restore. */
  @Test
  void whatCameAfterTheBackupIsMissed(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    Path backup = directory.resolve("backup");
    Note before;
    Note after;
    long backedUp;
    try (EmbeddedPostgres server = server(data)) {
      DataSource database = TestDatabase.pool(server.getPostgresDatabase());
      AuditSchema.migrate(database);
      Ledger ledger = new Ledger(database);
      ledger.append(events("before", 0, 500));
      before = checkpoint(database);
      backUp(database, data, backup, ledger);
      backedUp = ledger.head().size();
      ledger.append(events("after", 0, 500));
      after = checkpoint(database);
      assertThat(wrong(check(database, Map.of("before", before, "after", after), null))).isEmpty();
    }
    try (EmbeddedPostgres server = server(backup)) {
      DataSource restored = TestDatabase.pool(server.getPostgresDatabase());
      assertThat(wrong(check(restored, Map.of("before", before), null))).isEmpty();
      Outcome outcome = check(restored, Map.of("before", before, "after", after), null);
      assertThat(outcome.firstMissing()).hasValue(backedUp);
      assertThat(wrong(outcome))
          .containsExactly(
              "after was signed for %d leaves; there are %d: all from %d on are missing"
                  .formatted(backedUp + 500, backedUp, backedUp));

      // Whoever goes on writing gets another log.
      new Ledger(restored).append(events("instead", 0, 600));
      assertThat(wrong(check(restored, Map.of("before", before, "after", after), null)))
          .containsExactly(
              "the first %d leaves are not those that after was signed for: the log goes another way"
                  .formatted(backedUp + 500));
    }
  }

  private static EmbeddedPostgres server(Path data) {
    return TestDatabase.start(
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false));
  }

  /** As PostgreSQL's manual has it under "Making a Base Backup Using the Low Level API". */
  private static void backUp(DataSource database, Path data, Path backup, Ledger ledger)
      throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('keeping', true)");
      copy(data, backup, false);
      ledger.append(events("meanwhile", 0, 100));
      String label;
      try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        row.next();
        label = row.getString(1);
      }
      copy(data.resolve("pg_wal"), backup.resolve("pg_wal"), true);
      Files.writeString(backup.resolve("backup_label"), label);
    }
  }

  private static void copy(Path from, Path to, boolean wal) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (wal
            || !(path.endsWith("postmaster.pid")
                || path.endsWith("postmaster.opts")
                || path.getParent().endsWith("pg_wal"))) {
          Files.copy(path, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    if (!wal) {
      Files.setPosixFilePermissions(
          to, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }
  }
}
