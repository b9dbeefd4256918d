package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.Batches;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
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
    Set<String> used = new TreeSet<>();
    for (Run run : runs) {
      String shelf = Shelves.name(run.stream(), recordedAt);
      if (used.add(shelf)) {
        shelves.require(connection, shelf);
      }
    }
    // One round trip for all of them: the sequencer is held meanwhile.
    String sql =
        """
        with block as (
          insert into ledger_block
            (first, count, stream, shelf, recorded_at, min_time, max_time, leaves)
          values (?, ?, ?, ?, ?, ?, ?, ?)
          returning first, shelf)
        insert into ledger_body (first, shelf, bodies, terms)
        select first, shelf, ?, ? from block
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long first = firstIndex;
      for (Run run : runs) {
        statement.setLong(1, first);
        statement.setInt(2, run.entries().size());
        statement.setString(3, run.stream());
        statement.setString(4, Shelves.name(run.stream(), recordedAt));
        statement.setObject(5, recordedAt.atOffset(ZoneOffset.UTC));
        statement.setObject(6, run.minTime().atOffset(ZoneOffset.UTC));
        statement.setObject(7, run.maxTime().atOffset(ZoneOffset.UTC));
        statement.setBytes(8, run.leaves());
        statement.setBytes(9, run.bodies());
        statement.setObject(10, run.terms(), Types.ARRAY);
        statement.addBatch();
        first += run.entries().size();
      }
      Batches.send(statement);
    }
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
