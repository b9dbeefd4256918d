package dev.yunzhi.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.NaiveTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LedgerConcurrencyTest {
  private static final int WRITERS = 8;
  private static final int EVENTS = 600;

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);

  /** Every writer sends every event, in an order and in batches of its own. */
  @Test
  void writersOfTheSameEventsLeaveEachOnceWithoutGaps() throws Exception {
    Map<Long, Hash> firsts = new ConcurrentHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Random random = new Random(writer);
      writers.add(
          () -> {
            List<Event> events = new ArrayList<>(Events.events("e", 0, EVENTS));
            Collections.shuffle(events, random);
            for (int from = 0; from < EVENTS; ) {
              int to = Math.min(EVENTS, from + 1 + random.nextInt(60));
              for (Appended appended : ledger.append(events.subList(from, to))) {
                if (!appended.duplicate()) {
                  assertThat(firsts.put(appended.index(), appended.leafHash())).isNull();
                }
              }
              from = to;
            }
            return null;
          });
    }
    for (Future<Void> future : pool.invokeAll(writers)) {
      future.get();
    }
    pool.shutdown();

    assertThat(firsts).hasSize(EVENTS);
    List<StoredEvent> stored = new LedgerReader(database).read(EventFilter.ALL, 0, EVENTS + 1);
    assertThat(stored).hasSize(EVENTS);
    assertThat(stored.stream().map(event -> event.leaf().id()).distinct()).hasSize(EVENTS);
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      assertThat(stored.get(i).index()).isEqualTo(i);
      hashes.add(firsts.get((long) i));
    }
    assertThat(stored).extracting(StoredEvent::leafHash).isEqualTo(hashes);
    assertThat(ledger.head().size()).isEqualTo(EVENTS);
    assertThat(ledger.head().rootHash()).isEqualTo(NaiveTree.root(hashes));
  }
}
