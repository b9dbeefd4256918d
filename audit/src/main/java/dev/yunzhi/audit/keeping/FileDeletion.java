package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Deletes files of bodies that are nobody's: which ones is written down before, so a program that
 * is stopped in between does not forget. A file that is being made is written down too, until its
 * shelf has it: what a killed program left of it may hold what is removed later.
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

  /** Has a file that is made now deleted by a later pass, unless it is {@link #spare spared}. */
  static void announce(DataSource source, String file) {
    Transactions.run(
        source,
        "announce a file",
        connection -> {
          discard(connection, file);
          return null;
        });
  }

  /**
   * The file is to be a shelf's.
   *
   * @return false when another program has deleted it since it was made
   */
  static boolean spare(Connection connection, ShelfFiles files, String file) throws SQLException {
    // In this order: who deletes it has locked the row.
    return forget(connection, file) && files.contains(file);
  }

  private static boolean forget(Connection connection, String file) throws SQLException {
    return Rows.write(connection, "delete from ledger_file_discarded where file = ?", file) == 1;
  }

  /** Deletes all that are written down and no shelf has. */
  static void run(DataSource source, ShelfFiles files) {
    if (files == null || !files.isThere()) {
      return;
    }
    Query due =
        new Query("read which files are to be deleted")
            .sql("select file from ledger_file_discarded");
    for (String file : due.list(source, row -> row.getString(1))) {
      Transactions.run(
          source,
          "delete a file",
          connection -> {
            // Others wait for the row, and so for the file.
            if (forget(connection, file) && !isOfAShelf(connection, file)) {
              delete(files, file);
            }
            return null;
          });
    }
  }

  private static boolean isOfAShelf(Connection connection, String file) throws SQLException {
    return !new Query("find the shelf of a file")
        .sql("select shelf from ledger_shelf where file = ? and removed_at is null", file)
        .list(connection, row -> row.getString(1))
        .isEmpty();
  }

  private static void delete(ShelfFiles files, String file) {
    try {
      files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s cannot be deleted".formatted(file), e);
    }
  }
}
