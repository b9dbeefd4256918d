package dev.yunzhi.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Writing of single rows. */
public final class Rows {
  private Rows() {}

  /**
   * Runs one statement.
   *
   * @param values of its parameters; null, instants and what JDBC knows
   * @return how many rows were written
   */
  public static int write(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(
            i + 1,
            values[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : values[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** By the database's clock, which all replicas share. */
  public static Instant now(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select clock_timestamp()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** The next number of an identity column {@code id}: its event names it before the row is. */
  public static long nextId(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select nextval(pg_get_serial_sequence(?, 'id'))")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
