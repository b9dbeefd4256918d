package dev.yunzhi.audit.store;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The rows of a query one by one, for one who reads the rows of another beside them. Holds a
 * bounded number of rows. Not thread-safe.
 */
public final class RowCursor<T> implements AutoCloseable {
  private final PreparedStatement statement;
  private final ResultSet result;
  private final Query.Row<T> row;

  RowCursor(PreparedStatement statement, Query.Row<T> row) throws SQLException {
    this.statement = statement;
    this.row = row;
    this.result = statement.executeQuery();
  }

  /** The next one; null at the end. */
  public T next() throws SQLException {
    return result.next() ? row.read(result) : null;
  }

  /**
   * Passes on those that are left.
   *
   * @throws IOException when the consumer throws it
   */
  public void each(RowConsumer<T> consumer) throws SQLException, IOException {
    for (T next = next(); next != null; next = next()) {
      consumer.accept(next);
    }
  }

  @Override
  public void close() throws SQLException {
    // Closes its result, too.
    statement.close();
  }
}
