package dev.yunzhi.audit.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.store.BinaryCopy;
import dev.yunzhi.audit.store.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Prints how fast events of 1 KiB go into the ledger in batches of 400, each on disk before the
 * next, beside a plain COPY of the same bodies in the same batches.
 */
final class LedgerThroughput {
  private static final int BATCH = 400;
  private static final int BATCHES = 200;

  private LedgerThroughput() {}

  public static void main(String[] arguments) throws Exception {
    DataSource database = TestDatabase.empty();
    TestDatabase.execute(database, "create table plain (body text not null)");
    Ledger ledger = new Ledger(database);
    for (int writers : new int[] {1, 2, 4}) {
      List<List<Event>> batches = batches();
      double copy = rate(writers, batches, batch -> copy(database, batch));
      double append = rate(writers, batches, ledger::append);
      System.out.printf(
          "bench ledger-append-%d-writers ours=%.0f events/s baseline=%.0f rows/s ratio=%.2f%n",
          writers, append, copy, append / copy);
    }
  }

  private static List<List<Event>> batches() {
    List<List<Event>> batches = new ArrayList<>();
    for (int b = 0; b < BATCHES; b++) {
      List<Event> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        ObjectNode body = Events.object().put("verb", "update").put("level", "RequestResponse");
        body.putObject("user")
            .put("username", "zhang")
            .putArray("groups")
            .add("system:authenticated");
        body.put("filler", "x".repeat(880));
        batch.add(
            new Event(
                "api-audit", "home", UUID.randomUUID() + "/ResponseComplete", Events.NOON, body));
      }
      batches.add(batch);
    }
    return batches;
  }

  private interface Write {
    void batch(List<Event> batch);
  }

  private static void copy(DataSource database, List<Event> batch) {
    Transactions.<Void>run(
        database,
        "copy",
        connection -> {
          BinaryCopy rows = new BinaryCopy();
          for (Event event : batch) {
            rows.row(1).bytea(event.body().toString().getBytes(StandardCharsets.UTF_8));
          }
          rows.send(connection, "plain (body)");
          return null;
        });
  }

  private static double rate(int writers, List<List<Event>> batches, Write write) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (List<Event> batch : batches) {
      tasks.add(
          () -> {
            write.batch(batch);
            return null;
          });
    }
    long start = System.nanoTime();
    for (Future<Void> future : pool.invokeAll(tasks)) {
      future.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    return BATCH * batches.size() / seconds;
  }
}
