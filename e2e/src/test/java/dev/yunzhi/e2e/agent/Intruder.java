package dev.yunzhi.e2e.agent;

import dev.yunzhi.e2e.estate.Estate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Somebody who has got at the control-plane's database, but not at the key: has the control-plane
 * serve bundles of their own as the newest revision.
 */
final class Intruder {

  /**
   * The bundles of a revision, as operators and as stock agents load them.
   *
   * @param revision its name
   */
  // Passed on as they are; nobody compares two of them.
  @SuppressWarnings("ArrayRecordComponent")
  record Bundles(long sequence, String revision, byte[] wasm, byte[] rego) {}

  /** Makes another bundle of one. */
  @FunctionalInterface
  interface Change {
    byte[] of(byte[] bundle) throws IOException, InterruptedException;
  }

  private final Estate estate;

  Intruder(Estate estate) {
    this.estate = estate;
  }

  /** The revision that is published. */
  Bundles published() throws SQLException {
    return read("order by sequence desc limit 1");
  }

  /** The very first. */
  Bundles first() throws SQLException {
    return read("order by sequence limit 1");
  }

  private Bundles read(String which) throws SQLException {
    try (Connection connection = estate.postgres().connect();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sequence, revision, wasm, rego from policy_revision " + which)) {
      row.next();
      return new Bundles(row.getLong(1), row.getString(2), row.getBytes(3), row.getBytes(4));
    }
  }

  /** Has these served as if they were a revision after the last. */
  void serve(Bundles bundles, Change change)
      throws SQLException, IOException, InterruptedException {
    try (Connection connection = estate.postgres().connect();
        var insert =
            connection.prepareStatement(
                """
                insert into policy_revision (sequence, revision, kind, made_at, made_by, reason,
                  digest, policies, sources, wasm, rego)
                select sequence + 1, (sequence + 1) || '-0badc0ffee00', 'Published', now(),
                  'intruder', 'intrusion', digest, policies, sources, ?, ?
                from policy_revision order by sequence desc limit 1
                """)) {
      insert.setBytes(1, change.of(bundles.wasm()));
      insert.setBytes(2, change.of(bundles.rego()));
      insert.executeUpdate();
    }
  }

  /** Undoes it. */
  void leave() throws SQLException {
    try (Connection connection = estate.postgres().connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate("delete from policy_revision where made_by = 'intruder'");
    }
  }
}
