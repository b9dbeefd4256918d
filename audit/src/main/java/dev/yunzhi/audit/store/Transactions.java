package dev.yunzhi.audit.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work inside one transaction, all or nothing. */
public final class Transactions {
  private Transactions() {}

  /** Work that only the database can fail. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Reading that passes rows on to where writing can fail too. */
  @FunctionalInterface
  public interface Reading<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  /**
   * Commits what the work did, or rolls it back when it threw anything. Each statement sees what
   * was committed before it, as PostgreSQL has it unless it is told otherwise.
   *
   * @param source gives connections that read what is committed; to set that here, each time, would
   *     be a round trip more for every transaction
   * @param doing the work in words, for the error: "append 400 events to the ledger"
   */
  public static <T> T run(DataSource source, String doing, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      return committed(connection, work);
    } catch (SQLException e) {
      throw new StoreException(doing, e);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = work.run(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  /**
   * Reads one unchanging state of the database, row by row: the driver's cursors work only inside a
   * transaction.
   *
   * @throws IOException when the reading throws it
   */
  public static <T> T read(DataSource source, String doing, Reading<T> reading) throws IOException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try {
        return reading.run(connection);
      } finally {
        rollback(connection);
      }
    } catch (SQLException e) {
      throw new StoreException(doing, e);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone, and the transaction with it. What went wrong is thrown already.
      System.getLogger(Transactions.class.getName())
          .log(System.Logger.Level.DEBUG, "rollback on a lost connection", e);
    }
  }
}
