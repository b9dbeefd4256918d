package dev.yunzhi.controlplane.publication;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by the one replica that publishes what Policy objects say: an advisory lock of PostgreSQL,
 * which ends with the connection. Not thread-safe.
 */
final class PublishingLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishingLock.class);

  /** "yunzhi po" in ASCII: nobody else's by accident. */
  private static final long KEY = 0x79756e7a686970L;

  private static final int VALID_SECONDS = 2;

  private final DataSource source;
  private Connection connection;

  PublishingLock(DataSource source) {
    this.source = source;
  }

  /** Whether this replica has it, or could take it. */
  boolean held() {
    try {
      if (connection != null && connection.isValid(VALID_SECONDS)) {
        return true;
      }
      close();
      Connection fresh = source.getConnection();
      if (taken(fresh)) {
        connection = fresh;
        LOG.info("this replica publishes policies from now on");
        return true;
      }
      fresh.close();
    } catch (SQLException e) {
      LOG.warn("whether to publish policies is not known: {}", e.getMessage());
    }
    return false;
  }

  private static boolean taken(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Lets another replica have it. */
  @Override
  public void close() {
    Connection held = connection;
    connection = null;
    if (held == null) {
      return;
    }
    // Back in its pool the connection lives on, and the lock with it.
    try (held;
        PreparedStatement statement = held.prepareStatement("select pg_advisory_unlock_all()")) {
      statement.execute();
    } catch (SQLException e) {
      LOG.debug("the connection is gone, and the lock with it", e);
    }
  }
}
