package dev.yunzhi.e2e.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.sql.PreparedStatement;
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
      Callable<Result> tenth =
          () ->
              load.run(
                  intake,
                  connection -> new Paced(new EventLists(EVENTS), lists.perSecond() / 10),
                  1,
                  PLAIN);
      out.println("while lists go on at a tenth:");
      meanwhile(
          out,
          tenth,
          "single events",
          () -> load.run(intake, connection -> new Paced(new EventLists(1), 50), 2, PLAIN));
      meanwhile(out, tenth, "plain INSERT of one such row", () -> insert(database));
      out.printf("  control-plane: %s%n", memory(estate));
      return new Figures(ours, plain, "events/s");
    }
  }

  private static ResidentMemory memory(ControlPlaneAlone estate) throws IOException {
    return ResidentMemory.of(estate.controlPlane().handle().pid());
  }

  private static void meanwhile(
      PrintStream out, Callable<Result> lists, String name, Callable<?> foreground)
      throws IOException {
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<Result> going = background.submit(lists);
      Object result = foreground.call();
      out.printf("  %s: %s (lists: %s)%n", name, result, going.get());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      background.shutdownNow();
    }
  }

  /** Rows one by one, each committed to disk: what the disk allows. */
  private static Samples insert(DataSource database) throws SQLException {
    byte[] digest = new byte[32];
    Samples samples = new Samples();
    Paced bodies = new Paced(new EventLists(1), 100);
    long end = System.nanoTime() + PLAIN.toNanos();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into plain values (?, ?, ?)")) {
      while (System.nanoTime() < end) {
        byte[] body = bodies.get();
        long start = System.nanoTime();
        insert.setObject(1, UUID.randomUUID());
        insert.setBytes(2, digest);
        insert.setString(3, new String(body, UTF_8));
        insert.executeUpdate();
        samples.addNanos(System.nanoTime() - start);
      }
    }
    return samples;
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
