package dev.yunzhi.audit.ledger;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static dev.yunzhi.audit.ledger.Events.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Facets;
import dev.yunzhi.audit.store.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EventSearcherTest {
  private static final long ALL = Long.MAX_VALUE;

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final LedgerReader reader = new LedgerReader(database);
  private final EventSearcher searcher = new EventSearcher(database, reader);
  private final IndexBuilder index = new IndexBuilder(database);
  private final Random random = new Random(20261126);
  private int made;

  private Event random() {
    ObjectNode body = object();
    body.putObject("user").put("username", "user-" + random.nextInt(40));
    body.put("verb", List.of("get", "create", "delete").get(random.nextInt(3)));
    body.putObject("objectRef")
        .put("resource", "deployments")
        .put("namespace", "ns-" + random.nextInt(8))
        .put("name", "web-" + random.nextInt(200));
    body.putObject("responseStatus").put("code", random.nextInt(4) == 0 ? 403 : 200);
    String stream = random.nextInt(5) == 0 ? "decision" : "api-audit";
    return new Event(
        stream, "home", "e" + made++, NOON.plusSeconds(made + random.nextInt(50)), body);
  }

  private void append(int batches) {
    for (int i = 0; i < batches; i++) {
      List<Event> batch = new ArrayList<>();
      int size = random.nextInt(10) == 0 ? 1 + random.nextInt(300) : 1 + random.nextInt(4);
      for (int e = 0; e < size; e++) {
        batch.add(random());
      }
      ledger.append(batch);
    }
  }

  private void build() {
    while (index.advance()) {
      // As long as there is something to do.
    }
  }

  private EventSearch search() {
    List<Clause> clauses = new ArrayList<>();
    if (random.nextBoolean()) {
      clauses.add(Clause.is(Facet.USER, "user-" + random.nextInt(45)));
    }
    if (random.nextInt(3) == 0) {
      String namespace = "ns-" + random.nextInt(8);
      String name = "web-" + random.nextInt(200);
      clauses.add(Clause.is(Facet.OBJECT, Facets.object(namespace, name)));
    }
    if (random.nextInt(3) == 0) {
      clauses.add(
          Clause.anyOf(
              List.of(
                  Clause.Value.of(Facet.NAMESPACE, "ns-1"),
                  new Clause.Value(Facet.NAMESPACE, "ns-2", "home", NOON.plusSeconds(100), null))));
    }
    if (random.nextInt(4) == 0) {
      clauses.add(Clause.noneOf(List.of(Clause.Value.of(Facet.VERB, "get"))));
    }
    if (random.nextInt(4) == 0) {
      clauses.add(Clause.is(Facet.OUTCOME, "refused"));
    }
    Instant from = random.nextInt(4) == 0 ? NOON.plusSeconds(random.nextInt(2 * made)) : null;
    Instant until = random.nextInt(4) == 0 ? NOON.plusSeconds(random.nextInt(2 * made)) : null;
    String stream = random.nextInt(3) == 0 ? "decision" : null;
    String text = random.nextInt(5) == 0 ? "web-1" : null;
    return new EventSearch(new EventFilter(stream, null, from, until), clauses, text);
  }

  /** By reading everything. */
  private List<Long> whole(EventSearch search, long size) {
    return reader.read(EventFilter.ALL, 0, (int) size).stream()
        .filter(search::matches)
        .map(StoredEvent::index)
        .toList();
  }

  private List<Long> oldest(EventSearch search, long before, int limit) {
    List<Long> all = new ArrayList<>();
    Long at = 0L;
    while (at != null) {
      FoundEvents page = searcher.oldest(search, at, before, limit);
      page.events().forEach(event -> all.add(event.index()));
      at = page.next();
    }
    return all;
  }

  private List<Long> latest(EventSearch search, long before, int limit) {
    List<Long> all = new ArrayList<>();
    Long at = before;
    while (at != null) {
      FoundEvents page = searcher.latest(search, at, limit);
      page.events().forEach(event -> all.add(0, event.index()));
      at = page.next();
    }
    return all;
  }

  @Test
  void thePagesAreTheWholeWhateverIsAppendedMeanwhile() throws Exception {
    append(560);
    build();
    append(90);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> others =
        CompletableFuture.runAsync(
            () -> {
              IndexBuilder other = new IndexBuilder(database);
              for (int i = 0; !done.get() && i < 600; i++) {
                ledger.append(List.of(Events.event("other-" + i)));
                other.advance();
              }
            });
    try {
      int found = 0;
      for (int round = 0; round < 8; round++) {
        EventSearch search = search();
        long size = ledger.head().size();
        List<Long> whole = whole(search, size);
        int limit = 50 + random.nextInt(200);
        assertThat(oldest(search, size, limit)).isEqualTo(whole);
        assertThat(latest(search, size, limit)).isEqualTo(whole);
        found += whole.size();
      }
      assertThat(found).isPositive();
    } finally {
      done.set(true);
      others.get();
    }
    assertThat(TestDatabase.number(database, "select count(*) from ledger_signature"))
        .isGreaterThan(1);
  }

  @Test
  void blocksOfATimeBeforeTheIndexAreFoundAndIndexed() {
    append(300);
    TestDatabase.execute(database, "update ledger_body set terms = null");
    EventSearch search =
        new EventSearch(EventFilter.ALL, List.of(Clause.is(Facet.USER, "user-7")), null);
    List<Long> whole = whole(search, ledger.head().size());
    assertThat(whole).isNotEmpty();
    assertThat(oldest(search, ALL, 10)).isEqualTo(whole);
    build();
    assertThat(TestDatabase.number(database, "select count(*) from ledger_signature")).isPositive();
    assertThat(oldest(search, ALL, 10)).isEqualTo(whole);
    assertThat(latest(search, ALL, 10)).isEqualTo(whole);
  }

  @Test
  void theIndexPassesOverMostBlocksThatHoldNothing() {
    for (int i = 0; i < 256; i++) {
      ObjectNode body = object().put("user", i == 100 ? "rare" : "user-" + i);
      ledger.append(List.of(new Event("sign-in", "home", "s" + i, NOON, body)));
    }
    build();
    SearchIndex.Candidates candidates =
        new SearchIndex(database)
            .from(
                new EventSearch(EventFilter.ALL, List.of(Clause.is(Facet.USER, "rare")), null),
                0,
                ALL,
                4);
    assertThat(candidates.firsts()).contains(100L).hasSizeLessThan(5);
    assertThat(
            new SearchIndex(database)
                .from(new EventSearch(EventFilter.stream("decision"), List.of(), null), 0, ALL, 4)
                .firsts())
        .hasSizeLessThan(5);
  }

  @Test
  void whatWasRemovedIsFoundByNothingThatItSaid() {
    append(280);
    ObjectNode body = object().put("user", "forgotten");
    long place =
        ledger.append(List.of(new Event("sign-in", "home", "f", NOON, body))).get(0).index();
    EventSearch search =
        new EventSearch(EventFilter.ALL, List.of(Clause.is(Facet.USER, "forgotten")), null);
    assertThat(oldest(search, ALL, 10)).containsExactly(place);
    ledger.transact("remove", transaction -> transaction.removeBody(place));
    assertThat(oldest(search, ALL, 10)).isEmpty();
    assertThat(oldest(new EventSearch(EventFilter.stream("sign-in"), List.of(), null), ALL, 10))
        .containsExactly(place);
    build();
    assertThat(latest(new EventSearch(EventFilter.stream("sign-in"), List.of(), null), ALL, 10))
        .containsExactly(place);
  }

  @Test
  void whatWasMovedToFilesIsFoundThoughTheIndexIsMadeAnew() {
    append(280);
    EventSearch search =
        new EventSearch(EventFilter.ALL, List.of(Clause.is(Facet.USER, "user-7")), null);
    List<Long> whole = whole(search, ledger.head().size());
    assertThat(whole).isNotEmpty();
    TestDatabase.execute(
        database,
        """
        drop table if exists moved_away;
        create table moved_away as select first, bodies from ledger_body;
        insert into ledger_shelf (shelf, file, sha256, moved_at, moved_event)
          select distinct shelf, 'file', sha256(''), now(), 0 from ledger_body;
        truncate ledger_body
        """);
    MovedBodies moved =
        (file, first) ->
            new Query("read a file")
                .sql("select bodies from moved_away where first = ?", first)
                .list(database, row -> row.getBytes(1))
                .get(0);
    EventSearcher everywhere = new EventSearcher(database, new LedgerReader(database, moved));
    build();
    assertThat(TestDatabase.number(database, "select count(*) from ledger_signature")).isPositive();
    assertThat(everywhere.oldest(search, 0, ALL, 1000).events())
        .extracting(StoredEvent::index)
        .isEqualTo(whole);
    TestDatabase.execute(
        database,
        """
        truncate ledger_signature;
        update ledger_shelf set removed_at = now(), removed_event = 0, rule = 'test'
        """);
    build();
    assertThat(everywhere.oldest(search, 0, ALL, 1000).events()).isEmpty();
  }

  @Test
  void aTextIsLookedForAsItIsWrittenInJson() {
    JsonNode body = object().put("t", "a \"quoted\" 云治\n").put("user", "云\"治");
    ledger.append(List.of(new Event("sign-in", "home", "t", NOON, body)));
    for (String text : List.of("\"quoted\" 云治", "云治\n", "a ", "治")) {
      assertThat(oldest(new EventSearch(EventFilter.ALL, List.of(), text), ALL, 1))
          .as(text)
          .hasSize(1);
    }
    assertThat(oldest(new EventSearch(EventFilter.ALL, List.of(), "quoted 云"), ALL, 1)).isEmpty();
    EventSearch user =
        new EventSearch(EventFilter.ALL, List.of(Clause.is(Facet.USER, "云\"治")), null);
    assertThat(oldest(user, ALL, 1)).hasSize(1);
  }

  @Test
  void aPageLooksAtABoundedPartAndSaysWhereItStopped() {
    for (int i = 0; i < 420; i++) {
      ledger.append(Events.events("b" + i + "-", 0, 256));
    }
    EventSearch search = new EventSearch(EventFilter.ALL, List.of(), "nowhere");
    FoundEvents first = searcher.oldest(search, 0, ALL, 10);
    assertThat(first.events()).isEmpty();
    assertThat(first.next()).isBetween(100_000L, 104_100L);
    assertThat(searcher.oldest(search, first.next(), ALL, 10).next()).isNull();
    FoundEvents last = searcher.latest(search, ALL, 10);
    assertThat(last.next()).isBetween(1L, 420 * 256 - 100_000L);
    assertThat(searcher.latest(search, last.next(), 10).next()).isNull();
  }
}
