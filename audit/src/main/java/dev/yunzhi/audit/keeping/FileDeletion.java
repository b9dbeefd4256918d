package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Deletes files of bodies that were removed. Which ones is written down in the transaction that
 * removes them, so a program that is stopped in between does not forget.
 */
final class FileDeletion {
  private FileDeletion() {}

  /** Has a file deleted after the commit, now or by a later pass. */
  static void discard(Connection connection, String file) throws SQLException {
    Rows.write(
        connection,
        "insert into ledger_file_discarded (file) values (?) on conflict do nothing",
        file);
  }

  /** A file of that name is the shelf's again. */
  static void spare(Connection connection, String file) throws SQLException {
    Rows.write(connection, "delete from ledger_file_discarded where file = ?", file);
  }

  /** Deletes all that are written down. */
  static void run(DataSource source, ShelfFiles files) {
    if (files == null || !files.isThere()) {
      return;
    }
    Query due =
        new Query("read which files are to be deleted")
            .sql("select file from ledger_file_discarded");
    for (String file : due.list(source, row -> row.getString(1))) {
      try {
        files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException("the file %s cannot be deleted".formatted(file), e);
      }
      Transactions.run(
          source,
          "forget a file",
          connection -> {
            spare(connection, file);
            return null;
          });
    }
  }
}
