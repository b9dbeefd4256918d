package dev.yunzhi.controlplane.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by the one replica that does something: an advisory lock of PostgreSQL, which ends with the
 * connection. Not thread-safe.
 */
public final class ReplicaLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaLock.class);

  private static final int VALID_SECONDS = 2;

  private final DataSource source;
  private final long key;
  private final String what;
  private Connection connection;

  /**
   * @param key tells this lock from every other of the database
   * @param what the replica does that has it, for the log: "publishes policies"
   */
  public ReplicaLock(DataSource source, long key, String what) {
    this.source = source;
    this.key = key;
    this.what = what;
  }

  /** Whether this replica has it, or could take it. */
  public boolean held() {
    try {
      if (connection != null && connection.isValid(VALID_SECONDS)) {
        return true;
      }
      close();
      Connection fresh = source.getConnection();
      if (taken(fresh)) {
        connection = fresh;
        LOG.info("this replica {} from now on", what);
        return true;
      }
      fresh.close();
    } catch (SQLException e) {
      LOG.warn("whether this replica {} is not known: {}", what, e.getMessage());
    }
    return false;
  }

  private boolean taken(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
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
