package dev.yunzhi.audit.keeping;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static dev.yunzhi.audit.ledger.Events.events;
import static dev.yunzhi.audit.ledger.Events.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Absence;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class KeeperTest {
  private static final Person AUDITOR =
      new Person("wang", "local", List.of("audit-administrator"), "10.0.0.1");
  private static final Person SECURITY =
      new Person("li", "local", List.of("security-administrator"), "10.0.0.2");

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final LedgerReader reader = new LedgerReader(database);
  private final KeepingEvents told = new KeepingEvents("home");
  private final Holds holds = new Holds(database, ledger, told);
  private final Removals removals = new Removals(database, ledger, reader, told, null);
  private final Keeper keeper =
      new Keeper(database, ledger, told, new Retention(Map.of("api-audit", 184), null), null);

  private List<StoredEvent> all() {
    return reader.read(EventFilter.ALL, 0, 1000);
  }

  private String last() {
    return all().get(all().size() - 1).body();
  }

  @Test
  void removesWholeMonthsWhenTheirTimeIsOver() {
    ledger.append(events("a", 0, 300));
    ledger.append(List.of(new Event("decision", "home", "d", NOON, object())));
    String shelf = Months.backdate(database, "api-audit", Months.ago(8));
    Months.backdate(database, "decision", Months.ago(20));
    Hash root = new LogReader(database).root(301);

    Keeper.Pass pass = keeper.pass();

    assertThat(pass.removed()).containsExactly(shelf);
    assertThat(pass.held()).isEmpty();
    List<StoredEvent> left = all();
    assertThat(left).hasSize(302);
    StoredEvent removed = left.get(299);
    assertThat(removed.body()).isNull();
    assertThat(removed.absence())
        .extracting(Absence::removed, Absence::event, Absence::rule, Absence::file)
        .containsExactly(true, 301L, "retention of 184 days", null);
    assertThat(removed.absence().toString())
        .isEqualTo(
            "removed at %s by retention of 184 days; event 301 tells of it"
                .formatted(removed.absence().since()));
    assertThat(removed.leaf().id()).isEqualTo("a299");
    assertThat(left.get(300).body()).isEqualTo("{}");
    assertThat(left.get(301).leaf().stream()).isEqualTo("keeping");
    assertThat(left.get(301).body())
        .isEqualTo(
            """
            {"action":"shelf-removed","events":300,"firstIndex":0,"lastIndex":299,\
            "rule":"retention of 184 days","shelf":"%s","stream":"api-audit"}"""
                .formatted(shelf));
    assertThat(new LogReader(database).root(301)).isEqualTo(root);
    // At rest nothing is written.
    assertThat(keeper.pass().removed()).isEmpty();
    assertThat(ledger.head().size()).isEqualTo(302);
  }

  @Test
  void keepsAMonthUntilItsLastDayIsOldEnough() {
    ledger.append(events("a", 0, 1));
    Months.backdate(database, "api-audit", Months.ago(5));
    assertThat(keeper.pass().removed()).isEmpty();
    assertThat(all().get(0).body()).isNotNull();
  }

  @Test
  void removesNothingThatAHoldCovers() {
    ledger.append(events("a", 0, 3));
    String shelf = Months.backdate(database, "api-audit", Months.ago(8));
    Hold hold =
        holds.place(
            new HoldScope("api-audit", null, NOON.minus(Duration.ofHours(1)), NOON.plusSeconds(1)),
            AUDITOR,
            "case 12",
            "T-12");
    assertThat(last())
        .contains("\"action\":\"hold-placed\"", "\"ticket\":\"T-12\"", "\"user\":\"wang\"");
    holds.place(new HoldScope("decision", null, null, null), AUDITOR, "another stream", "T-13");
    holds.place(new HoldScope(null, null, NOON.plusSeconds(1), null), AUDITOR, "later", "T-14");

    assertThat(keeper.pass().held()).containsExactly(shelf);
    assertThat(all().get(0).body()).isNotNull();

    assertThatThrownBy(() -> holds.lift(hold.id(), AUDITOR, "over"))
        .isInstanceOf(KeepingRefusedException.class)
        .hasMessageContaining("another person has to lift it");
    assertThat(holds.lift(hold.id(), SECURITY, "the case is closed").lifted().by())
        .isEqualTo("local/li");
    assertThat(last()).contains("\"action\":\"hold-lifted\"", "\"user\":\"li\"");
    assertThatThrownBy(() -> holds.lift(hold.id(), SECURITY, "again"))
        .hasMessageContaining("no hold %d stands".formatted(hold.id()));
    assertThat(holds.list()).hasSize(3);

    assertThat(keeper.pass().removed()).containsExactly(shelf);
  }

  @Test
  void aHoldOnATenantKeepsAllThatCouldNameIt() {
    ledger.append(events("a", 0, 1));
    String shelf = Months.backdate(database, "api-audit", Months.ago(8));
    holds.place(new HoldScope(null, "hangzhou-tax", null, null), AUDITOR, "case", "T-1");
    assertThat(keeper.pass().held()).containsExactly(shelf);
  }

  @Test
  void aHoldMustSayWhatItCovers() {
    assertThatThrownBy(() -> new HoldScope(null, null, null, null))
        .hasMessageContaining("must say what it covers");
    assertThatThrownBy(() -> new HoldScope(null, null, NOON, NOON))
        .hasMessageContaining("it must be after");
  }

  @Test
  void doesNotWaitForWhoReads() throws SQLException {
    ledger.append(events("a", 0, 1));
    String shelf = Months.backdate(database, "api-audit", Months.ago(8));
    try (Connection reading = database.getConnection();
        Statement statement = reading.createStatement()) {
      reading.setAutoCommit(false);
      statement.execute("select count(*) from ledger_body");
      assertThat(keeper.pass().busy()).containsExactly(shelf);
      assertThat(ledger.head().size()).isEqualTo(1);
      reading.rollback();
    }
    assertThat(keeper.pass().removed()).containsExactly(shelf);
  }

  @Test
  void removesASingleBodyWhenTwoPersonsSay() {
    ledger.append(events("a", 0, 3));
    Hash root = new LogReader(database).root(3);
    Removal removal = removals.propose(1, AUDITOR, "judgment 7", "T-7");
    assertThat(last()).contains("\"action\":\"removal-proposed\"", "\"index\":1");
    assertThatThrownBy(() -> removals.approve(removal.id(), AUDITOR))
        .hasMessageContaining("another person has to approve it");
    Hold hold = holds.place(new HoldScope(null, "a1", null, null), AUDITOR, "case", "T-8");
    assertThatThrownBy(() -> removals.approve(removal.id(), SECURITY))
        .hasMessageContaining("hold %d (T-8) covers event 1".formatted(hold.id()));
    assertThat(all().get(1).body()).isNotNull();
    holds.lift(hold.id(), SECURITY, "over");

    Removal approved = removals.approve(removal.id(), SECURITY);

    assertThat(approved.decision().outcome()).isEqualTo("approved");
    assertThat(all().get(1).body()).isNull();
    assertThat(all().get(1).absence())
        .extracting(Absence::event, Absence::rule)
        .containsExactly(approved.decision().event(), "removal %d (T-7)".formatted(removal.id()));
    assertThat(all().get(0).body()).isNotNull();
    assertThat(last()).contains("\"action\":\"removal-approved\"").doesNotContain("judgment");
    assertThat(new LogReader(database).root(3)).isEqualTo(root);
    assertThatThrownBy(() -> removals.approve(removal.id(), SECURITY))
        .hasMessageContaining("no removal %d waits".formatted(removal.id()));
    assertThatThrownBy(() -> removals.propose(1, AUDITOR, "again", "T-7"))
        .hasMessageContaining("the body of event 1 is not here: removed at");
  }

  @Test
  void aRejectedRemovalRemovesNothing() {
    ledger.append(events("a", 0, 1));
    Removal removal = removals.propose(0, AUDITOR, "judgment 7", "T-7");
    removals.reject(removal.id(), AUDITOR);
    assertThat(all().get(0).body()).isNotNull();
    assertThat(removals.list().get(0).decision().outcome()).isEqualTo("rejected");
    assertThatThrownBy(() -> removals.approve(removal.id(), SECURITY))
        .isInstanceOf(KeepingRefusedException.class);
  }

  @Test
  void whatTellsOfRemovalsIsNotRemoved() {
    ledger.append(events("a", 0, 1));
    long told = removals.propose(0, AUDITOR, "judgment 7", "T-7").proposedEvent();
    assertThatThrownBy(() -> removals.propose(told, AUDITOR, "hide it", "T-9"))
        .hasMessageContaining("of the stream keeping, of which no single body is removed");
    assertThatThrownBy(() -> removals.propose(99, AUDITOR, "none", "T-9"))
        .hasMessageContaining("the ledger has no event 99");
  }
}
