package dev.yunzhi.audit.ledger;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static dev.yunzhi.audit.ledger.Events.event;
import static dev.yunzhi.audit.ledger.Events.events;
import static dev.yunzhi.audit.ledger.Events.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final LedgerReader reader = new LedgerReader(database);

  @Test
  void anEmptyLedgerHasTheEmptyRoot() {
    assertThat(ledger.head().size()).isZero();
    assertThat(ledger.head().rootHash()).isEqualTo(MerkleTree.emptyRoot());
  }

  @Test
  void indexesCountFromZeroAcrossBatches() {
    assertThat(ledger.append(events("a", 0, 3)))
        .extracting(Appended::index)
        .containsExactly(0L, 1L, 2L);
    assertThat(ledger.append(events("b", 0, 2)))
        .extracting(Appended::index)
        .containsExactly(3L, 4L);
    assertThat(ledger.append(List.of())).isEmpty();
    assertThat(ledger.head().size()).isEqualTo(5);
  }

  @Test
  void aDuplicateIsAnsweredWithItsFirstPlace() {
    Appended first = ledger.append(List.of(event("x"))).get(0);
    List<Appended> again = ledger.append(List.of(event("y"), event("x"), event("y"), event("z")));
    assertThat(again)
        .extracting(Appended::index, Appended::duplicate)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, false),
            org.assertj.core.groups.Tuple.tuple(0L, true),
            org.assertj.core.groups.Tuple.tuple(1L, true),
            org.assertj.core.groups.Tuple.tuple(2L, false));
    assertThat(again.get(1).leafHash()).isEqualTo(first.leafHash());
    assertThat(ledger.head().size()).isEqualTo(3);
  }

  @Test
  void aDuplicateAmongManyIsAnsweredWithItsFirstPlace() {
    ledger.append(events("x", 7, 8));
    List<Appended> many = ledger.append(events("x", 0, 100));
    assertThat(many.stream().filter(Appended::duplicate)).hasSize(1);
    assertThat(many.get(7).index()).isZero();
    assertThat(many.get(99).index()).isEqualTo(99);
    assertThat(ledger.head().size()).isEqualTo(100);
  }

  @Test
  void whatTheDatabaseRefusesIsNotInTheError() throws SQLException {
    Event event = new Event("refused", "home", "x", NOON, object().put("value", "not for the log"));
    String hex = HexFormat.of().formatHex("not for the log".getBytes(StandardCharsets.UTF_8));
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table ledger_block add constraint no check (stream <> 'refused')");
      try {
        assertThatThrownBy(() -> ledger.append(List.of(event)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("violates check constraint")
            .satisfies(
                error -> {
                  StringWriter written = new StringWriter();
                  error.printStackTrace(new PrintWriter(written));
                  assertThat(written.toString())
                      .doesNotContain("insert into ledger_body", "not for the log", hex);
                });
      } finally {
        statement.execute("alter table ledger_block drop constraint no");
      }
    }
    assertThat(ledger.head().size()).isZero();
  }

  @Test
  void aPageEndsWhereTheLedgerEndedAlsoWhileOthersAppend() {
    ledger.append(events("before", 0, 3));
    AtomicInteger appended = new AtomicInteger();
    DataSource busy =
        (DataSource)
            Proxy.newProxyInstance(
                LedgerTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  ledger.append(List.of(event("meanwhile" + appended.incrementAndGet())));
                  return method.invoke(database, arguments);
                });
    assertThat(new LedgerReader(busy).read(EventFilter.ALL, 0, 100)).hasSizeBetween(3, 5);
    assertThat(appended).hasValueLessThan(4);
  }

  @Test
  void theSameIdInAnotherStreamOrClusterIsAnotherEvent() {
    List<Appended> appended =
        ledger.append(
            List.of(
                event("x"),
                new Event("sign-in", "home", "x", NOON, object()),
                new Event("api-audit", "away", "x", NOON, object())));
    assertThat(appended).extracting(Appended::duplicate).containsExactly(false, false, false);
  }

  @Test
  void theHeadIsTheRootOfAllLeaves() {
    List<Hash> hashes = new ArrayList<>();
    for (int batch = 0; batch < 12; batch++) {
      ledger.append(events("b" + batch + "-", 0, batch)).forEach(a -> hashes.add(a.leafHash()));
      assertThat(ledger.head().rootHash())
          .isEqualTo(dev.yunzhi.audit.merkle.NaiveTree.root(hashes));
    }
  }

  @Test
  void whatIsReadHashesToWhatWasAnswered() {
    List<Appended> appended = ledger.append(events("事件-", 0, 20));
    List<StoredEvent> read = reader.read(EventFilter.ALL, 0, 100);
    assertThat(read).hasSize(20);
    for (int i = 0; i < read.size(); i++) {
      StoredEvent event = read.get(i);
      assertThat(event.index()).isEqualTo(i);
      assertThat(event.leaf().hash())
          .isEqualTo(appended.get(i).leafHash())
          .isEqualTo(event.leafHash());
      assertThat(Hash.sha256(event.body().getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(event.leaf().digest());
    }
  }

  @Test
  void aRemovedBodyLeavesItsLeaf() {
    ledger.append(events("a", 0, 2));
    Hash root = ledger.head().rootHash();
    assertThat(ledger.<Boolean>transact("remove", t -> t.removeBody(0))).isTrue();
    assertThat(ledger.<Boolean>transact("remove", t -> t.removeBody(0))).isFalse();
    assertThat(ledger.<Boolean>transact("remove", t -> t.removeBody(2))).isFalse();
    assertThat(reader.read(EventFilter.ALL, 0, 10))
        .extracting(StoredEvent::body)
        .containsExactly(null, "{\"id\":\"a1\"}");
    assertThat(ledger.head().rootHash()).isEqualTo(root);
  }

  @Test
  void aBodyThatWasChangedIsNotRead() {
    ledger.append(events("a", 0, 2));
    ledger.append(events("b", 0, 2));
    TestDatabase.execute(
        database,
        "update ledger_body a set bodies = b.bodies from ledger_body b"
            + " where a.first = 2 and b.first = 0");
    assertThat(reader.read(EventFilter.ALL, 0, 2)).hasSize(2);
    assertThatThrownBy(() -> reader.read(EventFilter.ALL, 2, 1))
        .isInstanceOf(StoreException.class)
        .hasMessage("the body of leaf 2 is not what the leaf vouches for");
  }

  @Test
  void anInstantOfAnyCenturyIsKept() {
    List<Event> far =
        Stream.of("0001-01-01T00:00:00Z", "1582-10-10T12:00:00.000001Z", "9999-12-31T23:59:59Z")
            .map(time -> new Event("api-audit", "home", time, Instant.parse(time), object()))
            .toList();
    ledger.append(far);
    assertThat(ledger.append(far)).allMatch(Appended::duplicate);
    assertThat(reader.read(EventFilter.ALL, 0, 10))
        .extracting(event -> event.leaf().time())
        .containsExactlyElementsOf(far.stream().map(Event::time).toList());
  }

  @Test
  void aShelfThatIsGoneLeavesItsLeaves() {
    ledger.append(events("a", 0, 2));
    TestDatabase.execute(database, "truncate ledger_body");
    assertThat(reader.read(EventFilter.ALL, 0, 10))
        .extracting(StoredEvent::body)
        .containsExactly(null, null);
  }

  @Test
  void pagesAndFiltersFollowTheSequence() throws IOException {
    ledger.append(events("a", 0, 5));
    ledger.append(List.of(new Event("sign-in", "home", "s", NOON.plusSeconds(60), object())));
    ledger.append(events("b", 0, 5));
    assertThat(reader.read(EventFilter.stream("api-audit"), 3, 3))
        .extracting(StoredEvent::index)
        .containsExactly(3L, 4L, 6L);
    assertThat(reader.read(new EventFilter(null, "home", NOON.plusSeconds(1), null), 0, 9))
        .extracting(StoredEvent::index)
        .containsExactly(5L);
    assertThat(reader.read(new EventFilter(null, null, null, NOON), 0, 9)).isEmpty();
    EventSearcher searcher = new EventSearcher(database, reader);
    EventSearch search = new EventSearch(EventFilter.stream("api-audit"), List.of(), null);
    assertThat(searcher.latest(search, Long.MAX_VALUE, 2).events())
        .extracting(StoredEvent::index)
        .containsExactly(10L, 9L);
    assertThat(searcher.latest(search, 7, 2).events())
        .extracting(StoredEvent::index)
        .containsExactly(6L, 4L);
    List<Long> streamed = new ArrayList<>();
    reader.stream(EventFilter.ALL, event -> streamed.add(event.index()));
    assertThat(streamed).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void oneBadEventKeepsTheWholeBatchOut() {
    Event bad = new Event("api-audit", "home", "bad", NOON, object().put("n", Double.NaN));
    assertThatThrownBy(() -> ledger.append(List.of(event("good"), bad)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("body.n");
    assertThat(ledger.head().size()).isZero();
  }

  @Test
  void workThatFailsAtTheSequencerLeavesNoGap() {
    ledger.append(events("a", 0, 3));
    assertThatThrownBy(
            () ->
                ledger.transact(
                    "test",
                    transaction -> {
                      transaction.append(events("lost", 0, 5));
                      throw new SQLException("made to fail");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot test: made to fail");
    assertThat(ledger.append(List.of(event("next"))).get(0).index()).isEqualTo(3);
  }

  @Test
  void eachTransactionIsRecordedLaterThanTheOneBefore() {
    java.time.Instant last = ledger.head().recordedAt();
    for (int i = 0; i < 20; i++) {
      ledger.append(List.of(event("t" + i)));
      assertThat(ledger.head().recordedAt()).isAfter(last);
      last = ledger.head().recordedAt();
    }
  }

  @Test
  void aBodyMayHoldEveryCharacter() {
    ledger.append(
        List.of(new Event("api-audit", "home", "c", NOON, object().put("t", "\0\t\\N😀\"'"))));
    assertThat(reader.read(EventFilter.ALL, 0, 1).get(0).body())
        .isEqualTo("{\"t\":\"\\u0000\\t\\\\N😀\\\"'\"}");
  }
}
