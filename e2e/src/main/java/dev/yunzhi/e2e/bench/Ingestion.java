package dev.yunzhi.e2e.bench;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.store.BinaryCopy;
import dev.yunzhi.audit.store.Transactions;
import dev.yunzhi.e2e.bench.HttpsLoad.Result;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.StateFolder;
import dev.yunzhi.e2e.estate.Trust;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Audit events in EventLists of 400 over HTTPS, each list on disk and in the tree before its
 * answer; beside a plain COPY of rows of the same size, with a unique id and a SHA-256, into the
 * same database. Then single events while a tenth of that load goes on.
 */
final class Ingestion implements Benchmark {

  private static final int EVENTS = 400;
  private static final int CONNECTIONS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration STRETCH =
      Duration.parse(System.getProperty("yunzhi.bench.stretch", "PT60S"));
  private static final Duration PLAIN = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        ControlPlaneAlone estate = ControlPlaneAlone.start(folder.path());
        HttpsLoad load = new HttpsLoad(Trust.in(estate.authority()), "Bearer " + estate.token())) {
      URI intake =
          estate.controlPlane().url().resolve("/api/v1/audit/intake/" + ControlPlaneAlone.CLUSTER);
      load.run(intake, connection -> new EventLists(EVENTS), CONNECTIONS, WARM_UP);
      DataSource database = estate.postgres().database();
      long before = new Ledger(database).head().size();
      long bytes = size(database);
      CpuTime cpu = new CpuTime(estate);
      cpu.begin();
      Result lists = load.run(intake, connection -> new EventLists(EVENTS), CONNECTIONS, STRETCH);
      cpu.end();
      long recorded = new Ledger(database).head().size() - before;
      double ours = lists.perSecond() * EVENTS;
      out.printf(
          "%d bytes each, lists of %d at %d connections: %.0f events/s; lists: %s%n",
          new EventLists(EVENTS).bytesOfEach(), EVENTS, CONNECTIONS, ours, lists);
      out.printf(
          "  %d recorded, %d bytes of database for each; control-plane: %s%n",
          recorded, (size(database) - bytes) / recorded, memory(estate));
      out.printf("  CPU for each event: %s%n", cpu.forEach(recorded));
      double plain = plain(database);
      out.printf("plain COPY of such rows, %d to a commit: %.0f rows/s%n", EVENTS, plain);
      singles(out, load, intake, lists.perSecond() / 10);
      out.printf("  control-plane: %s%n", memory(estate));
      return new Figures(ours, plain, "events/s");
    }
  }

  private static ResidentMemory memory(ControlPlaneAlone estate) throws IOException {
    return ResidentMemory.of(estate.controlPlane().handle().pid());
  }

  private static void singles(PrintStream out, HttpsLoad load, URI intake, double listsPerSecond)
      throws IOException, InterruptedException {
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<Result> lists =
          background.submit(
              () ->
                  load.run(
                      intake,
                      connection -> new Paced(new EventLists(EVENTS), listsPerSecond),
                      1,
                      PLAIN));
      Result singles = load.run(intake, connection -> new Paced(new EventLists(1), 50), 2, PLAIN);
      out.printf("single events while lists go on at a tenth (%s): %s%n", lists.get(), singles);
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      background.shutdownNow();
    }
  }

  private static long size(DataSource database) {
    return Transactions.run(
        database,
        "read the size of the database",
        connection -> {
          try (Statement statement = connection.createStatement();
              var row = statement.executeQuery("select pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** Rows that hold the same bytes, told apart by an id and vouched for by a digest. */
  private static double plain(DataSource database) throws InterruptedException, IOException {
    Transactions.run(
        database,
        "create a table",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "create table plain (id uuid primary key, digest bytea not null, body text not"
                    + " null)");
          }
          return null;
        });
    AtomicLong rows = new AtomicLong();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      writers.add(
          () -> {
            copy(database, rows, start + PLAIN.toNanos());
            return null;
          });
    }
    try {
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      threads.shutdownNow();
    }
    return rows.get() / ((System.nanoTime() - start) / 1e9);
  }

  private static void copy(DataSource database, AtomicLong rows, long end) throws SQLException {
    byte[] body = new EventLists(1).get();
    byte[] digest = new byte[32];
    try (Connection connection = database.getConnection()) {
      while (System.nanoTime() < end) {
        BinaryCopy batch = new BinaryCopy();
        for (int i = 0; i < EVENTS; i++) {
          batch.row(3).uuid(UUID.randomUUID()).bytea(digest).bytea(body);
        }
        batch.send(connection, "plain (id, digest, body)");
        rows.addAndGet(EVENTS);
      }
    }
  }
}
