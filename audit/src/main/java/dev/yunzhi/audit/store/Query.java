package dev.yunzhi.audit.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** A SELECT that is put together of pieces, each with its parameters beside it. */
public final class Query {
  /** Rows that a cursor fetches at once: enough to hide the round trip, few enough to hold. */
  private static final int FETCH_SIZE = 1000;

  /** What the driver takes for "in binary form, from the first execution on". */
  private static final int BINARY = -1;

  private final String doing;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /**
   * @param doing the query in words, for the error
   */
  public Query(String doing) {
    this.doing = doing;
  }

  /** Makes something of the row that the result set stands on. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Adds a piece.
   *
   * @param values of its parameters: strings, numbers, instants, or collections of strings (an
   *     array in SQL)
   */
  public Query sql(String piece, Object... values) {
    sql.append(piece);
    parameters.addAll(List.of(values));
    return this;
  }

  /**
   * All rows, which must be few.
   *
   * @throws StoreException when the database failed
   */
  public <T> List<T> list(DataSource source, Row<T> row) {
    try (Connection connection = source.getConnection()) {
      return list(connection, row);
    } catch (SQLException e) {
      throw new StoreException(doing, e);
    }
  }

  /** All rows, which must be few, as the connection's transaction sees them. */
  public <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
    }
    return rows;
  }

  /**
   * Passes on any number of rows in constant memory, all of one state of the database.
   *
   * @param row never makes null
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public <T> void stream(DataSource source, Row<T> row, RowConsumer<T> consumer)
      throws IOException {
    stream(source, FETCH_SIZE, row, consumer);
  }

  /**
   * As above, where rows are large.
   *
   * @param fetchSize how many are held at once
   */
  public <T> void stream(DataSource source, int fetchSize, Row<T> row, RowConsumer<T> consumer)
      throws IOException {
    Transactions.read(
        source,
        doing,
        connection -> {
          try (RowCursor<T> rows = cursor(connection, fetchSize, row)) {
            rows.each(consumer);
          }
          return null;
        });
  }

  /**
   * Any number of rows, in constant memory.
   *
   * @param connection inside a transaction, without which the driver would read all rows at once
   * @param row never makes null
   */
  public <T> RowCursor<T> cursor(Connection connection, Row<T> row) throws SQLException {
    return cursor(connection, FETCH_SIZE, row);
  }

  private <T> RowCursor<T> cursor(Connection connection, int fetchSize, Row<T> row)
      throws SQLException {
    PreparedStatement statement = prepare(connection);
    try {
      statement.setFetchSize(fetchSize);
      // Numbers and instants as they are: to write them out and read them again takes longer than
      // all else.
      statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
      return new RowCursor<>(statement, row);
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (value instanceof Collection<?> texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }
}
