package dev.yunzhi.audit.store;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Rows that are sent together, in one round trip. */
public final class Batches {
  private Batches() {}

  /**
   * Sends what was added to a statement.
   *
   * @return rows that each of them changed, in their order
   * @throws SQLException what the database said, and no more: the driver's own error has all values
   *     of the row in its message, which are neither short nor for a log
   */
  public static int[] send(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeBatch();
    } catch (BatchUpdateException e) {
      SQLException said = e.getNextException();
      throw said == null ? new SQLException("a row was refused", e.getSQLState()) : said;
    }
  }
}
