package dev.yunzhi.audit.asset;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SpanReaderTest {
  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final SpanReader reader = new SpanReader(database);

  private static Instant minute(int minute) {
    return NOON.plusSeconds(60L * minute);
  }

  private static AssetId id(String name) {
    return new AssetId("home", "Tenant", "", name, "uid-" + name);
  }

  private void seen(String name, int minute, int cores) {
    AssetFacts facts = AssetFacts.of("tax", name, null, Events.object().put("cores", cores));
    history.observe(List.of(Observation.seen(id(name), minute(minute), facts)));
  }

  private void gone(String name, int minute) {
    history.observe(List.of(Observation.gone(id(name), minute(minute))));
  }

  /** Each as {@code name cores: first minute-minute after}. */
  private List<String> spans(int from, int to, Instant knownAt) throws IOException {
    List<String> spans = new ArrayList<>();
    reader.stream(
        "home",
        "Tenant",
        minute(from),
        minute(to),
        knownAt,
        span ->
            spans.add(
                "%s %s: %s-%s"
                    .formatted(
                        span.asset().name(),
                        span.facts().document().replaceAll("[^0-9]", ""),
                        Duration.between(NOON, span.from()).toMinutes(),
                        Duration.between(NOON, span.to()).toMinutes())));
    return spans;
  }

  private Instant now() {
    return ledger.head().recordedAt();
  }

  @Test
  void aPeriodIsCutByWhatChangedInIt() throws IOException {
    seen("web", 0, 1);
    seen("web", 10, 2);
    seen("web", 20, 3);
    gone("web", 30);
    seen("web", 40, 4);
    seen("early", 0, 5);
    gone("early", 9);
    seen("late", 35, 6);
    assertThat(spans(10, 35, now())).containsExactly("web 2: 10-20", "web 3: 20-30");
    assertThat(spans(9, 36, now()))
        .containsExactly("late 6: 35-36", "web 1: 9-10", "web 2: 10-20", "web 3: 20-30");
    assertThat(spans(30, 35, now())).isEmpty();
    assertThat(spans(12, 13, now())).containsExactly("web 2: 12-13");
    assertThat(spans(50, 60, now())).containsExactly("late 6: 50-60", "web 4: 50-60");
  }

  @Test
  void whatIsLearnedLaterChangesNoEarlierAnswer() throws IOException {
    seen("web", 0, 1);
    seen("web", 20, 2);
    Instant before = now();
    seen("web", 10, 7);
    gone("web", 30);
    seen("web", 20, 3);
    assertThat(spans(0, 40, before)).containsExactly("web 1: 0-20", "web 2: 20-40");
    assertThat(spans(0, 40, now())).containsExactly("web 1: 0-10", "web 7: 10-20", "web 3: 20-30");
  }

  @Test
  void aPeriodEndsWithWhatIsKnown() throws IOException {
    seen("web", 0, 1);
    Instant known = now();
    List<Instant> ends = new ArrayList<>();
    reader.stream(
        "home", "Tenant", NOON, known.plusSeconds(3600), known, span -> ends.add(span.to()));
    assertThat(ends).containsExactly(known);
  }

  @Test
  void otherKindsAndClustersAreNotInIt() throws IOException {
    AssetFacts facts = AssetFacts.of("tax", null, null, Events.object());
    history.observe(
        List.of(
            Observation.seen(new AssetId("west", "Tenant", "", "w", "u1"), NOON, facts),
            Observation.seen(new AssetId("home", "Node", "", "n", "u2"), NOON, facts)));
    assertThat(spans(0, 10, now())).isEmpty();
  }
}
