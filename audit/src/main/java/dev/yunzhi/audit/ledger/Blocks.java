package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.BinaryCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables {@code ledger_block} and {@code ledger_body}, written inside a caller's transaction.
 */
final class Blocks {
  private Blocks() {}

  /**
   * Stores runs side by side.
   *
   * @return the shelves that their bodies are on
   */
  static Set<String> insert(
      Connection connection, Shelves shelves, long firstIndex, Instant recordedAt, List<Run> runs)
      throws SQLException {
    BinaryCopy leaves = new BinaryCopy();
    BinaryCopy bodies = new BinaryCopy();
    Set<String> used = new TreeSet<>();
    long first = firstIndex;
    for (Run run : runs) {
      String shelf = Shelves.name(run.stream(), recordedAt);
      if (used.add(shelf)) {
        shelves.require(connection, shelf);
      }
      leaves
          .row(8)
          .bigint(first)
          .integer(run.entries().size())
          .text(run.stream())
          .text(shelf)
          .timestamp(recordedAt)
          .timestamp(run.minTime())
          .timestamp(run.maxTime())
          .bytea(run.leaves());
      bodies.row(4).bigint(first).text(shelf).bytea(run.bodies()).integers(run.terms());
      first += run.entries().size();
    }
    leaves.send(
        connection,
        "ledger_block (first, count, stream, shelf, recorded_at, min_time, max_time, leaves)");
    bodies.send(connection, "ledger_body (first, shelf, bodies, terms)");
    return used;
  }

  /** The bytes of leaves, in order: as many of the range as there are. */
  static List<byte[]> leaves(Connection connection, long from, long until) throws SQLException {
    // No block is longer than a run.
    String sql =
        """
        select first, count, leaves from ledger_block
        where first > ? and first < ? and first + count > ?
        order by first
        """;
    List<byte[]> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from - Run.MOST);
      statement.setLong(2, until);
      statement.setLong(3, from);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long first = row.getLong(1);
          List<byte[]> block = LeafBlock.unpack(first, row.getInt(2), row.getBytes(3));
          for (int i = 0; i < block.size(); i++) {
            if (first + i >= from && first + i < until) {
              found.add(block.get(i));
            }
          }
        }
      }
    }
    return found;
  }

  /** Packs a block of bodies anew, without one of them. */
  static boolean removeBody(Connection connection, long index) throws SQLException {
    String sql =
        """
        select d.first, d.shelf, d.bodies
        from ledger_block b join ledger_body d on d.first = b.first and d.shelf = b.shelf
        where b.first > ? and b.first <= ? and b.first + b.count > ?
        for update of d
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, index - Run.MOST);
      statement.setLong(2, index);
      statement.setLong(3, index);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        long first = row.getLong(1);
        byte[] without = PackedBodies.without(first, row.getBytes(3), index);
        if (without == null) {
          return false;
        }
        update(connection, first, row.getString(2), without);
        return true;
      }
    }
  }

  private static void update(Connection connection, long first, String shelf, byte[] bodies)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            // Its terms say what the removed one was about; the index finds out those of the rest.
            "update ledger_body set bodies = ?, terms = null where first = ? and shelf = ?")) {
      statement.setBytes(1, bodies);
      statement.setLong(2, first);
      statement.setString(3, shelf);
      statement.executeUpdate();
    }
  }
}
