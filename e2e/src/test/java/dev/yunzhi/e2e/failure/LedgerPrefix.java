package dev.yunzhi.e2e.failure;

import dev.yunzhi.e2e.estate.Estate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The first leaves of the ledger with their bodies, as one digest. Read with the same size later,
 * it is equal if and only if they are all still there, as they were.
 *
 * @param size number of leaves
 * @param digest over index, hash and body of each
 */
record LedgerPrefix(long size, String digest) {

  /** As many leaves as there are. */
  static final long ALL = Long.MAX_VALUE;

  static LedgerPrefix read(Estate estate, long size) throws SQLException {
    try (Connection connection = estate.postgres().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select index, hash, body from ledger_leaf left join ledger_body using (index)"
                    + " where index < ? order by index")) {
      query.setLong(1, size);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long count = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (rows.getLong(1) != count) {
            throw new AssertionError("leaf " + count + " is missing");
          }
          digest.update(rows.getBytes(2));
          digest.update(rows.getString(3).getBytes(StandardCharsets.UTF_8));
          count++;
        }
      }
      return new LedgerPrefix(count, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Events that stand in the ledger twice: by their id, and decisions and audit events by what they
   * are about.
   */
  static List<String> doubled(Estate estate) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = estate.postgres().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select stream, cluster, id from ledger_leaf group by 1, 2, 3 having count(*) > 1");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    }
    return found;
  }
}
