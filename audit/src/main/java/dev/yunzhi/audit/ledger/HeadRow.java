package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The one row of {@code ledger_head}.
 *
 * @param tree of all leaves; to be appended to by who holds the row
 * @param recordedAt when the last transaction appended, or this one does
 */
record HeadRow(CompactRange tree, Instant recordedAt) {
  /** As the connection's transaction sees it. */
  static HeadRow read(Connection connection) throws SQLException {
    return read(connection, "select size, peaks, recorded_at, true from ledger_head");
  }

  /**
   * Waits for the row, which is the sequencer's, and holds it until the transaction ends. The time
   * is that of the transaction: later than every one that held the row before.
   */
  static HeadRow hold(Connection connection) throws SQLException {
    // Materialized: the clock must be read after the wait for the row, not before.
    return read(
        connection,
        """
        with held as materialized (select size, peaks, recorded_at from ledger_head for update)
        select size, peaks, greatest(clock_timestamp(), recorded_at + interval '1 microsecond'),
          current_setting('transaction_isolation') = 'read committed'
        from held
        """);
  }

  private static HeadRow read(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new StoreException("ledger_head has no row: the ledger was tampered with");
      }
      if (!row.getBoolean(4)) {
        // It would not see what the writer before it committed while it waited for the row.
        throw new StoreException("the database must be written to with isolation read committed");
      }
      return new HeadRow(
          CompactRange.of(row.getLong(1), row.getBytes(2)),
          row.getObject(3, OffsetDateTime.class).toInstant());
    }
  }
}
