package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One turn at the sequencer. From its start to the end of the database's transaction no other
 * writer can append, so what is read here still holds when it is written. Not thread-safe.
 */
public final class LedgerTransaction {
  private final Connection connection;
  private final CompactRange tree;
  private final Instant recordedAt;
  private boolean appended;

  private LedgerTransaction(Connection connection, CompactRange tree, Instant recordedAt) {
    this.connection = connection;
    this.tree = tree;
    this.recordedAt = recordedAt;
  }

  /** Waits for the sequencer. */
  static LedgerTransaction begin(Connection connection) throws SQLException {
    // Materialized: the clock must be read after the wait for the row, not before.
    String sql =
        """
        with held as materialized (select size, peaks, recorded_at from ledger_head for update)
        select size, peaks, greatest(clock_timestamp(), recorded_at + interval '1 microsecond')
        from held
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new StoreException("ledger_head has no row: the ledger was tampered with");
      }
      return new LedgerTransaction(
          connection,
          CompactRange.of(row.getLong(1), row.getBytes(2)),
          row.getObject(3, OffsetDateTime.class).toInstant());
    }
  }

  /**
   * For what is to be written together with the leaves. Commit and rollback are not the caller's.
   */
  public Connection connection() {
    return connection;
  }

  /**
   * When this transaction records, by the database's clock: later than every transaction that
   * recorded before it.
   */
  public Instant recordedAt() {
    return recordedAt;
  }

  /**
   * Appends events in their order.
   *
   * @return one answer for each event, in the same order; none of them holds before the commit
   */
  public List<Appended> append(List<Event> events) throws SQLException {
    return appendEntries(events.stream().map(Entry::of).toList());
  }

  List<Appended> appendEntries(List<Entry> entries) throws SQLException {
    Map<Entry.Key, Entry> distinct = new LinkedHashMap<>();
    for (Entry entry : entries) {
      distinct.putIfAbsent(entry.key(), entry);
    }
    Map<Entry.Key, Appended> known = Leaves.find(connection, List.copyOf(distinct.keySet()));
    List<Entry> fresh =
        distinct.values().stream().filter(entry -> !known.containsKey(entry.key())).toList();
    Map<Entry.Key, Appended> first = insert(fresh);
    List<Appended> answers = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Appended answer = first.remove(entry.key());
      if (answer != null) {
        answers.add(answer);
        known.put(entry.key(), new Appended(answer.index(), answer.leafHash(), true));
      } else {
        answers.add(known.get(entry.key()));
      }
    }
    return answers;
  }

  private Map<Entry.Key, Appended> insert(List<Entry> fresh) throws SQLException {
    Map<Entry.Key, Appended> answers = new HashMap<>();
    if (fresh.isEmpty()) {
      return answers;
    }
    List<Appended> places = Leaves.insert(connection, tree.size(), fresh);
    for (int i = 0; i < fresh.size(); i++) {
      Hash hash = fresh.get(i).hash();
      tree.append(hash);
      answers.put(fresh.get(i).key(), places.get(i));
    }
    appended = true;
    return answers;
  }

  /** Writes the new head. The last thing before the commit. */
  void finish() throws SQLException {
    if (!appended) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ledger_head set size = ?, peaks = ?, recorded_at = ?")) {
      statement.setLong(1, tree.size());
      statement.setBytes(2, tree.peaks());
      statement.setObject(3, recordedAt.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
