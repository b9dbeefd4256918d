package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.BinaryCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The tables {@code ledger_leaf} and {@code ledger_body}, written inside a caller's transaction.
 */
final class Leaves {
  private Leaves() {}

  /** Those of the keys that are in the ledger already, with their places. */
  static Map<Entry.Key, Appended> find(Connection connection, List<Entry.Key> keys)
      throws SQLException {
    String sql =
        """
        select k.position, l.index, l.hash
        from unnest(?::text[], ?::text[], ?::text[])
          with ordinality as k (id, cluster, stream, position)
        join ledger_leaf l on l.id = k.id and l.cluster = k.cluster and l.stream = k.stream
        """;
    Map<Entry.Key, Appended> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setTexts(statement, 1, keys, Entry.Key::id);
      setTexts(statement, 2, keys, Entry.Key::cluster);
      setTexts(statement, 3, keys, Entry.Key::stream);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(
              keys.get(row.getInt(1) - 1),
              new Appended(row.getLong(2), Hash.of(row.getBytes(3)), true));
        }
      }
    }
    return found;
  }

  private static void setTexts(
      PreparedStatement statement, int at, List<Entry.Key> keys, Function<Entry.Key, String> part)
      throws SQLException {
    Object[] texts = keys.stream().map(part).toArray();
    statement.setArray(at, statement.getConnection().createArrayOf("text", texts));
  }

  /** Stores entries that are known to be new, at consecutive places. */
  static List<Appended> insert(Connection connection, long firstIndex, List<Entry> entries)
      throws SQLException {
    BinaryCopy leaves = new BinaryCopy();
    BinaryCopy bodies = new BinaryCopy();
    List<Appended> appended = new ArrayList<>(entries.size());
    long index = firstIndex;
    for (Entry entry : entries) {
      Leaf leaf = entry.leaf();
      leaves
          .row(7)
          .bigint(index)
          .text(leaf.stream())
          .text(leaf.cluster())
          .text(leaf.id())
          .timestamp(leaf.time())
          .bytea(leaf.digest().bytes())
          .bytea(entry.hash().bytes());
      bodies.row(2).bigint(index).text(entry.body());
      appended.add(new Appended(index, entry.hash(), false));
      index++;
    }
    leaves.send(connection, "ledger_leaf (index, stream, cluster, id, time, digest, hash)");
    bodies.send(connection, "ledger_body (index, body)");
    return appended;
  }
}
