package dev.yunzhi.audit.keeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Moves shelves out of the database into files. The table goes in the transaction that tells of the
 * file, after the file is on disk and was read again: whenever it is stopped, one of them is whole.
 */
final class Mover {
  /** Blocks that are held at once. */
  private static final int FETCH = 16;

  private final DataSource source;
  private final Ledger ledger;
  private final KeepingEvents events;
  private final ShelfFiles files;

  Mover(DataSource source, Ledger ledger, KeepingEvents events, ShelfFiles files) {
    this.source = source;
    this.ledger = ledger;
    this.events = events;
    this.files = files;
  }

  /** Which state of the shelves was written to a file. */
  private record Copy(ShelfFile file, ShelfContent content, long lastRemoval) {}

  /**
   * Moves one.
   *
   * @return false when somebody reads it or has just removed a body; the next pass tries again, and
   *     deletes the file that is nobody's then
   */
  boolean move(Shelf shelf) {
    Copy copy = copy(shelf);
    return DropLock.retry(() -> commit(shelf, copy)).orElse(false);
  }

  private Copy copy(Shelf shelf) {
    try {
      return Transactions.read(
          source, "copy the shelf " + shelf.name(), connection -> copy(connection, shelf));
    } catch (IOException e) {
      throw new UncheckedIOException("the shelf %s cannot be written".formatted(shelf.name()), e);
    }
  }

  private Copy copy(Connection connection, Shelf shelf) throws SQLException, IOException {
    long lastRemoval = lastRemoval(connection);
    ShelfContent content = ShelfContent.of(connection, shelf);
    ShelfFile file;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select first, bodies from ledger_body where shelf = ? order by first")) {
      statement.setString(1, shelf.name());
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery()) {
        file =
            files.write(
                shelf,
                content.facts(shelf),
                name -> FileDeletion.announce(source, name),
                writer -> {
                  try {
                    while (row.next()) {
                      writer.add(row.getLong(1), row.getBytes(2));
                    }
                  } catch (SQLException e) {
                    throw new IOException(e);
                  }
                });
      }
    }
    return new Copy(file, content, lastRemoval);
  }

  /** The event of the last removal of a single body; -1 when there was none. */
  private static long lastRemoval(Connection connection) throws SQLException {
    return new Query("read the last removal of a body")
        .sql("select coalesce(max(removed_event), -1) from ledger_body_removed")
        .list(connection, row -> row.getLong(1))
        .get(0);
  }

  private boolean commit(Shelf shelf, Copy copy) {
    return ledger.transact(
        "move the shelf " + shelf.name(),
        transaction -> {
          Connection connection = transaction.connection();
          if (!Shelf.standing(connection).contains(shelf)) {
            return true;
          }
          if (lastRemoval(connection) != copy.lastRemoval) {
            return false;
          }
          if (!FileDeletion.spare(connection, files, copy.file.name())) {
            return false;
          }
          ObjectNode facts = copy.content.facts(shelf);
          ShelfFiles.describe(copy.file, facts);
          long event = events.append(transaction, "shelf-moved", facts);
          Rows.write(
              connection,
              """
              insert into ledger_shelf (shelf, file, sha256, moved_at, moved_event)
              values (?, ?, ?, ?, ?)""",
              shelf.name(),
              copy.file.name(),
              copy.file.sha256().bytes(),
              transaction.recordedAt(),
              event);
          DropLock.drop(connection, shelf);
          return true;
        });
  }
}
