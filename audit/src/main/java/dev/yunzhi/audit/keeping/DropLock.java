package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drops partitions of {@code ledger_body}. For that PostgreSQL wants the table for itself, and all
 * that comes meanwhile waits behind: so it is asked for a moment at a time.
 */
final class DropLock {
  private static final String MOMENT = "250ms";
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 250;

  /** PostgreSQL's lock_not_available. */
  private static final String NOT_AVAILABLE = "55P03";

  private DropLock() {}

  /** Drops a shelf's table; fails when somebody reads it for longer than a moment. */
  static void drop(Connection connection, Shelf shelf) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = '" + MOMENT + "'");
      statement.execute("drop table " + shelf.table());
    }
  }

  /**
   * Runs a transaction that drops, again if the table was not to be had.
   *
   * @return nothing when it was not to be had at all, as while a backup is made
   */
  static <T> Optional<T> retry(Supplier<T> transaction) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return Optional.of(transaction.get());
      } catch (StoreException e) {
        if (!(e.getCause() instanceof SQLException cause)
            || !NOT_AVAILABLE.equals(cause.getSQLState())) {
          throw e;
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
