package dev.yunzhi.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.NaiveTree;
import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.audit.store.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCrashTest {
  @Test
  void aConnectionKilledBeforeTheCommitLeavesNothing() {
    DataSource database = TestDatabase.empty();
    Ledger ledger = new Ledger(database);
    ledger.append(Events.events("kept", 0, 3));
    assertThatThrownBy(
            () ->
                ledger.transact(
                    "append and die",
                    transaction -> {
                      transaction.append(Events.events("lost", 0, 400));
                      try (Statement statement = transaction.connection().createStatement()) {
                        statement.execute("select pg_terminate_backend(pg_backend_pid())");
                      }
                      return null;
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(ledger.append(Events.events("lost", 0, 400)))
        .allSatisfy(appended -> assertThat(appended.duplicate()).isFalse())
        .first()
        .extracting(Appended::index)
        .isEqualTo(3L);
    requireWhole(database, ledger);
  }

  /** Kills the server under four writers, and starts it again on what is on disk. */
  @Test
  void whatWasAcknowledgedOutlivesTheServer(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    ConcurrentLinkedQueue<Appended> acknowledged = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<List<Event>> unanswered = new ConcurrentLinkedQueue<>();
    EmbeddedPostgres first = server(data);
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    DataSource database = TestDatabase.pool(first.getPostgresDatabase());
    AuditSchema.migrate(database);
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String prefix = "w" + writer + "-";
      writers.add(new Thread(() -> appendUntilItFails(database, prefix, acknowledged, unanswered)));
    }
    writers.forEach(Thread::start);
    while (acknowledged.size() < 1000) {
      Thread.sleep(5);
    }
    kill(postmaster);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(unanswered).hasSize(4);
    first.close(); // nothing is left to stop; gives the directory back

    try (EmbeddedPostgres second = server(data)) {
      DataSource restarted = TestDatabase.pool(second.getPostgresDatabase());
      Ledger ledger = new Ledger(restarted);
      unanswered.forEach(ledger::append);
      List<StoredEvent> stored = requireWhole(restarted, ledger);
      assertThat(stored).hasSize(acknowledged.size() + 4 * 20);
      assertThat(acknowledged)
          .allSatisfy(
              appended ->
                  assertThat(stored.get((int) appended.index()).leafHash())
                      .isEqualTo(appended.leafHash()));
    }
  }

  private static EmbeddedPostgres server(Path data) {
    return TestDatabase.start(
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false));
  }

  private static void appendUntilItFails(
      DataSource database,
      String prefix,
      ConcurrentLinkedQueue<Appended> acknowledged,
      ConcurrentLinkedQueue<List<Event>> unanswered) {
    Ledger ledger = new Ledger(database);
    for (int from = 0; ; from += 20) {
      List<Event> batch = Events.events(prefix, from, from + 20);
      try {
        acknowledged.addAll(ledger.append(batch));
      } catch (StoreException e) {
        unanswered.add(batch);
        return;
      }
    }
  }

  /** The postmaster first, so that it cannot clean up after the others. */
  private static void kill(long postmaster) throws IOException {
    ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
    List<ProcessHandle> backends = server.children().toList();
    server.destroyForcibly();
    backends.forEach(ProcessHandle::destroyForcibly);
    server.onExit().join();
    backends.forEach(backend -> backend.onExit().join());
  }

  private static List<StoredEvent> requireWhole(DataSource database, Ledger ledger) {
    List<StoredEvent> stored =
        new LedgerReader(database).read(EventFilter.ALL, 0, Integer.MAX_VALUE);
    List<Hash> hashes = new ArrayList<>();
    for (StoredEvent event : stored) {
      assertThat(event.index()).isEqualTo(hashes.size());
      assertThat(event.body()).isNotNull();
      hashes.add(event.leaf().hash());
    }
    assertThat(stored.stream().map(event -> event.leaf().id()).distinct()).hasSize(stored.size());
    assertThat(ledger.head().size()).isEqualTo(stored.size());
    assertThat(ledger.head().rootHash()).isEqualTo(NaiveTree.root(hashes));
    return stored;
  }
}
