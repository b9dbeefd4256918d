package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The database's disk fills up while events come in: they are refused, none that was acknowledged
 * is lost, and once there is room again it goes on by itself, but for a database that has ended.
 */
class FullDiskTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int DISK_MEGABYTES = 192;
  private static final long NEARLY_FULL = 256 << 10;

  @Test
  void refusesWhileItIsFullAndGoesOnAfterwards() throws Exception {
    try (StateFolder folder = StateFolder.temporary();
        SmallDisk disk = SmallDisk.mount(folder.path().resolve("postgres"), DISK_MEGABYTES);
        ControlPlaneAlone estate = ControlPlaneAlone.start(folder.path())) {
      LedgerBooks books =
          new LedgerBooks(NoteVerifier.parse(Files.readString(estate.logKey()).strip()));
      try (LedgerWriters writers =
          new LedgerWriters(estate, List.of(estate.controlPlane()), 3, 20261126)) {
        Awaitility.await().atMost(LIMIT).until(() -> writers.lists() > 20);
        ProcessHandle database = estate.postgres().server();
        disk.fill(NEARLY_FULL, database);
        Awaitility.await().atMost(LIMIT).until(() -> writers.answers().containsKey(503));
        long whenFull = writers.lists();
        List<String> acknowledged = writers.acknowledged();
        assertThat(estate.controlPlane().alive()).isTrue();
        disk.free(database);
        awaitDatabase(estate);
        Awaitility.await().atMost(LIMIT).until(() -> writers.lists() > whenFull + 20);
        assertThat(writers.answers().keySet()).isSubsetOf(204, 429, 503);
        // A session that the full disk still ends after others went on is for its reader to repeat.
        Awaitility.await()
            .atMost(LIMIT)
            .ignoreExceptionsInstanceOf(StoreException.class)
            .until(
                () -> {
                  books.readOn(estate.postgres().database());
                  return true;
                });
        books.requireAll(acknowledged);
      }
      Note checkpoint = checkpoint(estate);
      books.readOn(estate.postgres().database());
      books.keep(checkpoint);
      books.requireWhole(estate.postgres().database());
    }
  }

  /** One that the full disk has ended is started again, also if it ends only now. */
  private static void awaitDatabase(ControlPlaneAlone estate) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              if (!estate.postgres().alive()) {
                estate.restartPostgres();
              }
              estate.postgres().connect().close();
              return true;
            });
  }

  private static Note checkpoint(ControlPlaneAlone estate) throws Exception {
    var answer = estate.api(estate.controlPlane(), "auditor").get("/api/v1/audit/log/checkpoint");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Note.parse(answer.body());
  }
}
