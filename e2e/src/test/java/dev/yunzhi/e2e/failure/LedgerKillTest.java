package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.Program;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of control-planes and of PostgreSQL at random instants, and failovers, while
 * others write: what was acknowledged is there, once, in one sequence, under checkpoints that all
 * fit. A hundred runs with {@code -Dyunzhi.ledger.kills=100}.
 */
class LedgerKillTest {
  private static final int RUNS = Integer.getInteger("yunzhi.ledger.kills", 4);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int LONGEST_CALM_MILLIS = 1_000;

  private enum Blow {
    /** One of two; the other goes on. */
    CONTROL_PLANE,
    POSTGRES,
    /** One of two ends in good order, as in a roll-out. */
    FAILOVER,
    ALL_AT_ONCE
  }

  private final long seed = Long.getLong("yunzhi.ledger.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void whatWasAcknowledgedIsThereOnceInOneSequence() throws Exception {
    System.out.printf("yunzhi.ledger.seed=%d%n", seed);
    Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
    try (StateFolder folder = StateFolder.temporary();
        ControlPlaneAlone estate = ControlPlaneAlone.start(folder.path())) {
      List<Program> both = List.of(estate.controlPlane(), estate.another("second"));
      LedgerBooks books =
          new LedgerBooks(NoteVerifier.parse(Files.readString(estate.logKey()).strip()));
      try (LedgerWriters writers = new LedgerWriters(estate, both, 3, seed)) {
        for (int run = 0; run < RUNS; run++) {
          awaitFurtherLists(writers);
          Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
          Blow blow = Blow.values()[run < 4 ? run : random.nextInt(Blow.values().length)];
          blows.merge(blow, 1, Integer::sum);
          strike(estate, both, blow);
          awaitFurtherLists(writers);
          List<String> acknowledged = writers.acknowledged();
          Note checkpoint = checkpoint(estate, both.get(random.nextInt(2)));
          books.readOn(estate.postgres().database());
          books.requireAll(acknowledged);
          books.keep(checkpoint);
        }
      }
      books.readOn(estate.postgres().database());
      books.requireWhole(estate.postgres().database());
      System.out.printf(
          "%d runs, %s: %d leaves in one sequence, %d checkpoints%n",
          RUNS, blows, books.size(), books.checkpoints());
      assertThat(books.checkpoints()).isEqualTo(RUNS);
    }
  }

  private static void awaitFurtherLists(LedgerWriters writers) {
    long before = writers.lists();
    Awaitility.await().atMost(LIMIT).until(() -> writers.lists() > before + 10);
  }

  private void strike(ControlPlaneAlone estate, List<Program> both, Blow blow) throws IOException {
    Program one = both.get(random.nextInt(both.size()));
    switch (blow) {
      case CONTROL_PLANE -> one.kill();
      case POSTGRES -> estate.postgres().kill();
      case FAILOVER -> one.stop();
      case ALL_AT_ONCE -> {
        both.forEach(Program::kill);
        estate.postgres().kill();
      }
    }
    if (!estate.postgres().alive()) {
      estate.restartPostgres();
    }
    for (Program program : both) {
      program.startAndAwait(LIMIT);
    }
  }

  private static Note checkpoint(ControlPlaneAlone estate, Program from) {
    return Awaitility.await()
        .atMost(LIMIT)
        .ignoreException(IOException.class)
        .until(
            () -> {
              HttpResponse<String> answer =
                  estate.api(from, "auditor").get("/api/v1/audit/log/checkpoint");
              return answer.statusCode() == 200 ? Note.parse(answer.body()) : null;
            },
            note -> note != null);
  }
}
