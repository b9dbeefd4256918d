package dev.yunzhi.audit.gap;

import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Remembers the counters of a cluster's API servers, and records as a gap whatever they rise by:
 * both in one transaction, so no rise is missed or told twice, whoever crashes when. Thread-safe.
 */
public final class AuditGaps {
  /** Where gaps are recorded. */
  public static final String STREAM = GapEvents.STREAM;

  private final DataSource source;
  private final Ledger ledger;
  private final String cluster;
  private final GapEvents events;

  /**
   * @param source the database that the ledger is in
   * @param cluster whose API servers they are
   * @param longestTry for how long at most an API server tries to record an event before it counts
   *     it as lost
   */
  public AuditGaps(DataSource source, Ledger ledger, String cluster, Duration longestTry) {
    this.source = source;
    this.ledger = ledger;
    this.cluster = cluster;
    this.events = new GapEvents(cluster, longestTry);
  }

  /**
   * Takes in what was read.
   *
   * @return the gaps that were recorded with it
   * @throws StoreException when the database failed; read again
   */
  public List<Event> observe(CounterReading reading) {
    boolean settled =
        Transactions.run(source, "look up counters", connection -> nothingNew(connection, reading));
    // Most readings say nothing new: they do not keep the ledger's writers waiting.
    return settled
        ? List.of()
        : ledger.transact("record a gap", transaction -> record(transaction, reading));
  }

  private boolean nothingNew(Connection connection, CounterReading reading) throws SQLException {
    Optional<CounterRow> known = CounterTable.find(connection, cluster, reading.startedAt());
    if (known.isEmpty() || !reading.losses().since(known.get().losses()).isNone()) {
      return false;
    }
    CounterTable.looked(connection, cluster, reading);
    return true;
  }

  private List<Event> record(LedgerTransaction transaction, CounterReading reading)
      throws SQLException {
    Connection connection = transaction.connection();
    Optional<CounterRow> known = CounterTable.find(connection, cluster, reading.startedAt());
    List<Event> gaps = new ArrayList<>();
    if (known.isEmpty()) {
      CounterTable.latest(connection, cluster)
          .flatMap(previous -> events.notCounted(previous, reading))
          .ifPresent(gaps::add);
    }
    Optional<Event> lost = events.lost(known, reading);
    lost.ifPresent(gaps::add);
    transaction.append(gaps);
    Losses told = known.map(row -> row.losses().and(reading.losses())).orElse(reading.losses());
    Instant gapAt = lost.map(Event::time).orElse(null);
    CounterTable.put(connection, cluster, reading, told, gapAt);
    return gaps;
  }

  /**
   * When events were last found to be lost.
   *
   * @throws StoreException when the database failed
   */
  public Optional<Instant> latest() {
    return Transactions.run(
        source, "look up the last gap", connection -> CounterTable.latestGap(connection, cluster));
  }
}
