package dev.yunzhi.audit.asset;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
  private static final AssetId WEB =
      new AssetId("home", "Deployment", "shop", "web", "uid-of-the-first");
  private static final HistoryReader.Name NAME =
      new HistoryReader.Name("home", "Deployment", "shop", "web");

  private final DataSource database = TestDatabase.empty();
  private final AssetHistory history = new AssetHistory(database, new Ledger(database));
  private final ChangeReader changes = new ChangeReader(database);
  private final HistoryReader histories = new HistoryReader(database);

  private static AssetFacts facts(String department, int replicas, String image) {
    return AssetFacts.of(
        department, "shop", null, Events.object().put("replicas", replicas).put("image", image));
  }

  private static AssetView view(Instant at, Instant knownAt, String... departments) {
    return new AssetView(
        new AsOf(at, knownAt),
        new AssetFilter(departments.length == 0 ? null : Set.of(departments), null, null));
  }

  private static Instant minute(int minute) {
    return NOON.plusSeconds(60L * minute);
  }

  private AssetChange onlyChange(AssetView from, AssetView to) {
    List<AssetChange> found = changes.page(from, to, null, 10).changes();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void namesTheColumnsAndTheLeaves() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1, "a"))));
    history.observe(List.of(Observation.seen(WEB, minute(2), facts("tax", 3, "a"))));
    history.observe(List.of(Observation.gone(WEB, minute(4))));
    Instant now = Instant.now();
    AssetChange changed = onlyChange(view(minute(1), now), view(minute(3), now));
    assertThat(changed.kind()).isEqualTo(AssetChange.Kind.CHANGED);
    assertThat(changed.columns()).containsExactly("replicas");
    assertThat(changed.before().leaf()).isZero();
    assertThat(changed.after().leaf()).isEqualTo(1);
    AssetChange removed = onlyChange(view(minute(1), now), view(minute(5), now));
    assertThat(removed.kind()).isEqualTo(AssetChange.Kind.REMOVED);
    assertThat(removed.after().facts()).isNull();
    assertThat(removed.after().leaf()).isEqualTo(2);
    assertThat(removed.after().validFrom()).isEqualTo(minute(4));
  }

  @Test
  void keepsFromADepartmentWhatBecameOfAnAssetElsewhere() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1, "a"))));
    history.observe(List.of(Observation.seen(WEB, minute(2), facts("audit", 9, "secret"))));
    Instant now = Instant.now();
    AssetChange left = onlyChange(view(minute(1), now, "tax"), view(minute(3), now, "tax"));
    assertThat(left.kind()).isEqualTo(AssetChange.Kind.LEFT);
    assertThat(left.after()).isNull();
    AssetChange entered = onlyChange(view(minute(1), now, "audit"), view(minute(3), now, "audit"));
    assertThat(entered.kind()).isEqualTo(AssetChange.Kind.ENTERED);
    assertThat(entered.before()).isNull();

    assertThat(histories.page(NAME, AsOf.at(now), Set.of("tax"), null, 10).versions())
        .extracting(version -> version.facts().department())
        .containsExactly("tax");
    assertThat(histories.page(NAME, AsOf.at(now), Set.of("land"), null, 10).versions()).isEmpty();
  }

  @Test
  void whatALaterTreeHasBelowADepartmentEntersUnchanged() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1, "a"))));
    Instant now = Instant.now();
    AssetChange entered =
        onlyChange(view(minute(1), now, "huzhou"), view(minute(3), now, "huzhou", "tax"));
    assertThat(entered.kind()).isEqualTo(AssetChange.Kind.ENTERED);
  }

  @Test
  void findsWhatAClockAheadHasSeen() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    history.observe(List.of(Observation.seen(WEB, tomorrow, facts("tax", 1, "a"))));
    Instant known = tomorrow.plusSeconds(60);
    assertThat(onlyChange(view(tomorrow.minusSeconds(1), known), view(tomorrow, known)).kind())
        .isEqualTo(AssetChange.Kind.ADDED);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Instant now = Instant.now();
    assertThatThrownBy(() -> changes.page(view(minute(2), now), view(minute(1), now), null, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> changes.page(view(minute(1), now, "tax"), view(minute(2), now), null, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> changes.page(view(minute(1), now), view(minute(2), now), "bm9uc2Vuc2U", 10))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("page: ");
  }

  @Test
  void aNameIsFollowedThroughItsAssets() {
    AssetId again = new AssetId("home", "Deployment", "shop", "web", "uid-of-another");
    history.observe(
        List.of(
            Observation.seen(WEB, minute(0), facts("tax", 1, "a")),
            Observation.gone(WEB, minute(1)),
            Observation.seen(again, minute(2), facts("land", 1, "a"))));
    AsOf now = AsOf.at(Instant.now());
    AssetPage first = histories.page(NAME, now, null, null, 2);
    assertThat(first.versions()).extracting(AssetVersion::validTo).containsExactly(minute(1), null);
    AssetPage second = histories.page(NAME, now, null, first.next(), 2);
    assertThat(second.versions()).extracting(AssetVersion::asset).containsExactly(again);
    assertThat(second.next()).isNull();
    // Who had it sees that it ended, and not whose the next one is.
    assertThat(histories.page(NAME, now, Set.of("tax"), null, 9).versions())
        .extracting(AssetVersion::leaf)
        .containsExactly(0L, 1L);
    assertThatThrownBy(() -> histories.page(NAME, now, null, "x", 2))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("page: ");
  }

  @Test
  void aLateObservationChangesNoEarlierHistory() {
    history.observe(List.of(Observation.seen(WEB, minute(0), facts("tax", 1, "a"))));
    AsOf then = AsOf.at(Instant.now());
    AssetPage before = histories.page(NAME, then, null, null, 9);
    history.observe(List.of(Observation.gone(WEB, minute(3))));
    assertThat(histories.page(NAME, then, null, null, 9)).isEqualTo(before);
    assertThat(histories.page(NAME, AsOf.at(Instant.now()), null, null, 9).versions()).hasSize(2);
  }
}
