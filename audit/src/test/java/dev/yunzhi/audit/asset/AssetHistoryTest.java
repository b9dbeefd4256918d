package dev.yunzhi.audit.asset;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AssetHistoryTest {
  private static final AssetId WEB = id("web");

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final AssetReader reader = new AssetReader(database);

  private static AssetId id(String name) {
    return new AssetId("home", "Deployment", "shop", name, "uid-" + name);
  }

  private static AssetFacts facts(String department, int replicas) {
    return AssetFacts.of(department, "shop", null, Events.object().put("replicas", replicas));
  }

  private static Instant minute(int minute) {
    return NOON.plusSeconds(60L * minute);
  }

  private List<String> standing(int minute) {
    AsOf asOf = new AsOf(minute(minute), Instant.now().plusSeconds(60));
    return reader.asOf(asOf, AssetFilter.ALL, null, 100).versions().stream()
        .map(version -> version.asset().name())
        .toList();
  }

  @Test
  void aChangeIsAVersionAndALeaf() {
    assertThat(history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1)))))
        .isEqualTo(1);
    assertThat(history.observe(List.of(Observation.seen(WEB, minute(1), facts("tax", 1)))))
        .isZero();
    assertThat(history.observe(List.of(Observation.seen(WEB, minute(2), facts("tax", 2)))))
        .isEqualTo(1);
    assertThat(history.observe(List.of(Observation.gone(WEB, minute(3))))).isEqualTo(1);
    assertThat(history.observe(List.of(Observation.gone(WEB, minute(4))))).isZero();

    List<AssetVersion> versions =
        new HistoryReader(database)
            .page(
                new HistoryReader.Name("home", "Deployment", "shop", "web"),
                AsOf.at(Instant.now()),
                null,
                null,
                10)
            .versions();
    assertThat(versions).extracting(AssetVersion::leaf).containsExactly(0L, 1L, 2L);
    assertThat(versions)
        .extracting(AssetVersion::validFrom)
        .containsExactly(minute(0), minute(2), minute(3));
    assertThat(versions)
        .extracting(AssetVersion::validTo)
        .containsExactly(minute(2), minute(3), null);
    assertThat(versions.get(2).facts()).isNull();

    List<StoredEvent> leaves = new LedgerReader(database).read(EventFilter.stream("asset"), 0, 10);
    assertThat(leaves)
        .extracting(StoredEvent::body)
        .containsExactly(
            body("\"department\":\"tax\",\"document\":{\"replicas\":1},\"tenant\":\"shop\"}"),
            body("\"department\":\"tax\",\"document\":{\"replicas\":2},\"tenant\":\"shop\"}"),
            body("\"gone\":true}"));
    assertThat(leaves)
        .extracting(event -> event.leaf().time())
        .containsExactly(minute(0), minute(2), minute(3));
  }

  private static String body(String rest) {
    return "{\"asset\":{\"kind\":\"Deployment\",\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"uid-web\"},"
        + rest;
  }

  @Test
  void aChangeOfDepartmentIsAChange() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1))));
    assertThat(history.observe(List.of(Observation.seen(WEB, minute(1), facts("audit", 1)))))
        .isEqualTo(1);
  }

  @Test
  void whatWasNeverSeenCannotBeGone() {
    assertThat(history.observe(List.of(Observation.gone(WEB, minute(0))))).isZero();
    assertThat(ledger.head().size()).isZero();
  }

  @Test
  void resyncClosesWhatIsNoLongerThere() {
    history.resync(
        "home",
        "Deployment",
        Map.of(id("a"), facts("tax", 1), id("b"), facts("tax", 1)),
        minute(0));
    // Seen by the watch while the second list was under way: it stays.
    history.observe(List.of(Observation.seen(id("young"), minute(6), facts("tax", 1))));
    history.observe(
        List.of(
            Observation.seen(
                new AssetId("home", "Service", "shop", "s", "s"), minute(0), facts("tax", 1))));
    assertThat(
            history.resync(
                "home",
                "Deployment",
                Map.of(id("b"), facts("tax", 1), id("c"), facts("tax", 1)),
                minute(5)))
        .isEqualTo(2);
    assertThat(standing(4)).containsExactly("a", "b", "s");
    assertThat(standing(6)).containsExactly("b", "c", "young", "s");
    assertThat(history.resync("home", "Deployment", Map.of(), minute(9))).isEqualTo(3);
    assertThat(standing(9)).containsExactly("s");
  }

  @Test
  void resyncRefusesWhatTheListIsNotOf() {
    assertThatThrownBy(
            () -> history.resync("home", "Service", Map.of(WEB, facts("tax", 1)), minute(0)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(
            "live: holds a Deployment of cluster home; the list is of every Service of cluster home");
  }

  @Test
  void aLateObservationChangesNoEarlierAnswer() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1))));
    history.observe(List.of(Observation.seen(WEB, minute(10), facts("tax", 2))));
    AsOf before = new AsOf(minute(7), ledger.head().recordedAt());
    AssetPage answer = reader.asOf(before, AssetFilter.ALL, null, 10);
    history.observe(List.of(Observation.gone(WEB, minute(5))));
    assertThat(reader.asOf(before, AssetFilter.ALL, null, 10)).isEqualTo(answer);
    assertThat(answer.versions().get(0).validTo()).isEqualTo(minute(10));
    assertThat(standing(7)).isEmpty();
    assertThat(standing(10)).containsExactly("web");
  }

  @Test
  void anAnswerWaitsForRecordingsUnderWay() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    AsOf[] asked = new AsOf[1];
    Future<AssetPage> answer =
        ledger.transact(
            "hold the sequencer",
            transaction -> {
              asked[0] = new AsOf(minute(1), transaction.recordedAt().plusMillis(1));
              Future<AssetPage> reading =
                  pool.submit(() -> reader.asOf(asked[0], AssetFilter.ALL, null, 10));
              awaitBlocked();
              assertThat(reading.isDone()).isFalse();
              return reading;
            });
    AssetPage first = answer.get();
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1))));
    assertThat(reader.asOf(asked[0], AssetFilter.ALL, null, 10)).isEqualTo(first);
    pool.shutdown();
  }

  private void awaitBlocked() {
    Instant limit = Instant.now().plusSeconds(30);
    while (TestDatabase.number(
            database,
            "select count(*) from pg_locks where not granted and database ="
                + " (select oid from pg_database where datname = current_database())")
        == 0) {
      assertThat(Instant.now()).as("the reader waits for the sequencer").isBefore(limit);
      Thread.onSpinWait();
    }
  }

  @Test
  void observersOfTheSameChangesDoubleNothing() throws Exception {
    List<Observation> changes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      changes.add(Observation.seen(id("n" + i % 5), minute(i), facts("tax", i)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    Callable<Integer> observer = () -> history.observe(changes);
    int recorded = 0;
    for (Future<Integer> future : pool.invokeAll(List.of(observer, observer, observer, observer))) {
      recorded += future.get();
    }
    pool.shutdown();
    assertThat(recorded).isEqualTo(50);
    assertThat(TestDatabase.number(database, "select count(*) from asset_version")).isEqualTo(50);
    assertThat(ledger.head().size()).isEqualTo(50);
  }

  @Test
  void filtersAndPages() {
    history.observe(
        List.of(
            Observation.seen(id("a"), minute(0), facts("tax", 1)),
            Observation.seen(id("b"), minute(0), facts("audit", 1)),
            Observation.seen(
                id("c"), minute(0), AssetFacts.of("tax", "other", null, Events.object()))));
    AsOf asOf = new AsOf(minute(0), Instant.now());
    AssetPage first = reader.asOf(asOf, AssetFilter.ALL, null, 2);
    assertThat(first.versions()).extracting(v -> v.asset().name()).containsExactly("a", "b");
    AssetPage second = reader.asOf(asOf, AssetFilter.ALL, first.next(), 2);
    assertThat(second.versions()).extracting(v -> v.asset().name()).containsExactly("c");
    assertThat(second.next()).isNull();
    assertThat(reader.asOf(asOf, new AssetFilter(null, "other", null), null, 9).versions())
        .extracting(v -> v.asset().name())
        .containsExactly("c");
    assertThatThrownBy(() -> reader.asOf(asOf, AssetFilter.ALL, "bm9uc2Vuc2U", 2))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("page: ");
  }

  @Test
  void aDocumentThatIsNotAnObjectIsRefused() {
    AssetFacts bad = new AssetFacts("tax", null, null, "[1]");
    assertThatThrownBy(() -> history.observe(List.of(Observation.seen(WEB, minute(0), bad))))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("document: is not a JSON object");
    assertThat(ledger.head().size()).isZero();
  }
}
