package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.Batches;
import dev.yunzhi.audit.store.BinaryCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code ledger_key}, written inside a caller's transaction. */
final class Keys {
  private static final String UNIQUE_VIOLATION = "23505";

  /** Up to so many, rows one by one cost less than the round trips of COPY. */
  private static final int FEW = 32;

  private Keys() {}

  /**
   * Claims consecutive places.
   *
   * @return whether all of the keys were new; if not, none has been claimed
   */
  static boolean claim(Connection connection, long firstIndex, List<Entry> entries)
      throws SQLException {
    return entries.size() <= FEW
        ? claimFew(connection, firstIndex, entries)
        : claimMany(connection, firstIndex, entries);
  }

  private static boolean claimFew(Connection connection, long firstIndex, List<Entry> entries)
      throws SQLException {
    List<Entry.Key> claimed = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into ledger_key (time, key, index) values (?, ?, ?) on conflict do nothing")) {
      long index = firstIndex;
      for (Entry entry : entries) {
        set(statement, entry.key());
        statement.setLong(3, index++);
        statement.addBatch();
      }
      int[] counts = Batches.send(statement);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          claimed.add(entries.get(i).key());
        }
      }
    }
    if (claimed.size() == entries.size()) {
      return true;
    }
    giveUp(connection, claimed);
    return false;
  }

  /** Their places would not be next to each other. */
  private static void giveUp(Connection connection, List<Entry.Key> claimed) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from ledger_key where time = ? and key = ?")) {
      for (Entry.Key key : claimed) {
        set(statement, key);
        statement.addBatch();
      }
      Batches.send(statement);
    }
  }

  private static void set(PreparedStatement statement, Entry.Key key) throws SQLException {
    statement.setObject(1, key.time().atOffset(ZoneOffset.UTC));
    statement.setObject(2, key.digest());
  }

  private static boolean claimMany(Connection connection, long firstIndex, List<Entry> entries)
      throws SQLException {
    BinaryCopy rows = new BinaryCopy();
    long index = firstIndex;
    for (Entry entry : entries) {
      rows.row(3).timestamp(entry.key().time()).uuid(entry.key().digest()).bigint(index++);
    }
    Savepoint before = connection.setSavepoint();
    try {
      rows.send(connection, "ledger_key (time, key, index)");
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  /** Those of the keys that are in the ledger already, with their indexes. */
  static Map<Entry.Key, Long> find(Connection connection, List<Entry.Key> keys)
      throws SQLException {
    String sql =
        """
        select k.position, l.index
        from unnest(?::timestamptz[], ?::uuid[]) with ordinality as k (time, key, position)
        join ledger_key l on l.time = k.time and l.key = k.key
        """;
    Map<Entry.Key, Long> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "timestamptz",
              keys.stream().map(key -> key.time().atOffset(ZoneOffset.UTC).toString()).toArray()));
      statement.setArray(
          2, connection.createArrayOf("uuid", keys.stream().map(Entry.Key::digest).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(keys.get(row.getInt(1) - 1), row.getLong(2));
        }
      }
    }
    return found;
  }

  /** The index of one, if it is in the ledger. */
  static Optional<Long> find(Connection connection, Entry.Key key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select index from ledger_key where time = ? and key = ?")) {
      set(statement, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }
}
