package dev.yunzhi.audit.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AuditGapsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_TRY = Duration.ofMinutes(5);
  private static final Instant STARTED = Instant.parse("2026-11-26T06:00:00.120Z");
  private static final Instant EIGHT = Instant.parse("2026-11-26T08:00:00Z");

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AuditGaps gaps = new AuditGaps(database, ledger, "home", LONGEST_TRY);

  private static Losses lost(long webhook, long requests) {
    return new Losses(new TreeMap<>(Map.of("webhook", webhook)), requests);
  }

  /** Takes a quarter of a second. */
  private static CounterReading reading(Instant startedAt, Instant asked, Losses losses) {
    return new CounterReading(startedAt, asked, asked.plusMillis(250), losses);
  }

  private List<JsonNode> recorded() throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    new LedgerReader(database)
        .stream(
            EventFilter.stream(AuditGaps.STREAM), event -> bodies.add(JSON.readTree(event.body())));
    return bodies;
  }

  @Test
  void nothingLostIsNothingRecorded() {
    assertThat(gaps.observe(reading(STARTED, EIGHT, Losses.NONE))).isEmpty();
    assertThat(gaps.observe(reading(STARTED, EIGHT.plusSeconds(30), lost(0, 0)))).isEmpty();

    assertThat(ledger.head().size()).isZero();
    assertThat(gaps.latest()).isEmpty();
  }

  @Test
  void whatACounterRoseByIsAGapBetweenTheLooks() throws IOException {
    gaps.observe(reading(STARTED, EIGHT, lost(3, 0)));
    gaps.observe(reading(STARTED, EIGHT.plusSeconds(30), lost(3, 0)));
    assertThat(gaps.observe(reading(STARTED, EIGHT.plusSeconds(60), lost(40, 2)))).hasSize(1);

    JsonNode gap = recorded().get(1);
    assertThat(gap.get("action").asText()).isEqualTo("events-lost");
    assertThat(gap.at("/events").toString()).isEqualTo("{\"webhook\":37}");
    assertThat(gap.get("requestsRejected").asLong()).isEqualTo(2);
    assertThat(gap.at("/apiServer/startedAt").asText()).isEqualTo(STARTED.toString());
    assertThat(gap.get("countedAfter").asText()).isEqualTo("2026-11-26T08:00:30Z");
    assertThat(gap.get("from").asText()).isEqualTo("2026-11-26T07:55:30Z");
    assertThat(gap.get("until").asText()).isEqualTo("2026-11-26T08:01:00.250Z");
    assertThat(gaps.latest()).contains(EIGHT.plusSeconds(60).plusMillis(250));
  }

  @Test
  void whatWasLostBeforeTheFirstLookIsAGapFromTheStart() throws IOException {
    gaps.observe(reading(STARTED, EIGHT, lost(3, 0)));

    assertThat(recorded())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.get("from").asText()).isEqualTo(STARTED.toString());
              assertThat(gap.get("countedAfter").asText()).isEqualTo(STARTED.toString());
              assertThat(gap.get("until").asText()).isEqualTo("2026-11-26T08:00:00.250Z");
            });
  }

  @Test
  void noEventIsOlderThanTheProcess() throws IOException {
    gaps.observe(reading(STARTED, STARTED.plusSeconds(10), Losses.NONE));
    gaps.observe(reading(STARTED, STARTED.plusSeconds(40), lost(1, 0)));

    assertThat(recorded().get(0).get("from").asText()).isEqualTo(STARTED.toString());
  }

  @Test
  void whatAProcessLostBeforeItsEndNobodyCounted() throws IOException {
    gaps.observe(reading(STARTED, EIGHT, lost(3, 0)));
    Instant restarted = EIGHT.plusSeconds(12);
    gaps.observe(reading(restarted, EIGHT.plusSeconds(30), lost(1, 0)));

    List<JsonNode> recorded = recorded();
    assertThat(recorded)
        .extracting(gap -> gap.get("action").asText())
        .containsExactly("events-lost", "not-counted", "events-lost");
    JsonNode gap = recorded.get(1);
    assertThat(gap.get("from").asText()).isEqualTo("2026-11-26T07:55:00Z");
    assertThat(gap.get("countedAfter").asText()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(gap.get("until").asText()).isEqualTo("2026-11-26T08:00:12Z");
    assertThat(gap.at("/previousApiServer/startedAt").asText()).isEqualTo(STARTED.toString());
    assertThat(recorded.get(2).get("from").asText()).isEqualTo(restarted.toString());
    assertThat(recorded.get(2).at("/events/webhook").asLong()).isOne();
  }

  @Test
  void oneOfSeveralBehindOneAddressCountsForItself() throws IOException {
    Instant other = STARTED.plusSeconds(9);
    gaps.observe(reading(STARTED, EIGHT, lost(3, 0)));
    gaps.observe(reading(other, EIGHT.plusSeconds(30), Losses.NONE));
    gaps.observe(reading(STARTED, EIGHT.plusSeconds(60), lost(3, 0)));
    gaps.observe(reading(other, EIGHT.plusSeconds(90), lost(5, 0)));

    List<JsonNode> recorded = recorded();
    assertThat(recorded)
        .extracting(gap -> gap.at("/events/webhook").asLong())
        .containsExactly(3L, 5L);
    assertThat(recorded.get(1).get("countedAfter").asText()).isEqualTo("2026-11-26T08:00:30Z");
  }

  @Test
  void anOlderPageThatComesLateTellsNothing() throws IOException {
    gaps.observe(reading(STARTED, EIGHT.plusSeconds(30), lost(9, 0)));
    assertThat(gaps.observe(reading(STARTED, EIGHT, lost(3, 0)))).isEmpty();
    gaps.observe(reading(STARTED, EIGHT.plusSeconds(60), lost(10, 0)));

    assertThat(recorded())
        .extracting(gap -> gap.at("/events/webhook").asLong())
        .containsExactly(9L, 1L);
    assertThat(recorded().get(1).get("countedAfter").asText()).isEqualTo("2026-11-26T08:00:30Z");
  }

  /** Two replicas that both believe that it is theirs to look. */
  @Test
  void twoReadersTellOfALossOnce() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        AuditGaps own = new AuditGaps(database, new Ledger(database), "home", LONGEST_TRY);
        readers.add(
            () -> {
              for (int i = 1; i <= 50; i++) {
                own.observe(reading(STARTED, EIGHT.plusSeconds(i), lost(i, i)));
              }
              return null;
            });
      }
      for (Future<Void> reader : both.invokeAll(readers)) {
        reader.get();
      }
    } finally {
      both.shutdownNow();
    }

    assertThat(recorded().stream().mapToLong(gap -> gap.at("/events/webhook").asLong()).sum())
        .isEqualTo(50);
    assertThat(recorded().stream().mapToLong(gap -> gap.get("requestsRejected").asLong()).sum())
        .isEqualTo(50);
  }

  /** The counts of before are as they were, so the same is told when it can be. */
  @Test
  void whatCouldNotBeRecordedIsNotForgotten() throws IOException {
    gaps.observe(reading(STARTED, EIGHT, lost(3, 0)));
    TestDatabase.execute(database, "alter table api_server_counters add check (requests < 7)");
    try {
      assertThatThrownBy(() -> gaps.observe(reading(STARTED, EIGHT.plusSeconds(30), lost(4, 7))))
          .isInstanceOf(StoreException.class);
    } finally {
      TestDatabase.execute(
          database,
          "alter table api_server_counters drop constraint api_server_counters_requests_check1");
    }
    assertThat(recorded()).hasSize(1);

    List<Event> told = gaps.observe(reading(STARTED, EIGHT.plusSeconds(60), lost(4, 7)));
    assertThat(told).hasSize(1);
    assertThat(recorded().get(1).get("countedAfter").asText()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(recorded().get(1).get("requestsRejected").asLong()).isEqualTo(7);
  }
}
