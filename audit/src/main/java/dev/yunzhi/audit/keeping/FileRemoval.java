package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.ledger.PackedBodies;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Rows;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes one body out of a shelf that was moved: a new file takes the place of the old one. */
final class FileRemoval {
  private final DataSource source;
  private final ShelfFiles files;

  /**
   * @param files null when nothing is moved here
   */
  FileRemoval(DataSource source, ShelfFiles files) {
    this.source = source;
    this.files = files;
  }

  /** A shelf with the file that it will have. */
  record Rewritten(Shelf shelf, ShelfFile file) {}

  /**
   * Writes the file anew, where the event's shelf has one.
   *
   * @return nothing when the shelf is in the database
   * @throws KeepingRefusedException when the file is not here
   */
  Optional<Rewritten> rewrite(long index) {
    Optional<Shelf> moved =
        Transactions.run(
            source, "find the file of an event", connection -> find(connection, index));
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    Shelf shelf = moved.get();
    if (files == null) {
      throw notHere(index, shelf);
    }
    ShelfContent content =
        Transactions.run(
            source, "see what a shelf holds", connection -> ShelfContent.of(connection, shelf));
    try (ShelfFileReader old = files.open(shelf.file())) {
      return Optional.of(
          new Rewritten(
              shelf,
              files.write(
                  shelf,
                  content.facts(shelf),
                  name -> FileDeletion.announce(source, name),
                  writer -> copyWithout(index, old, writer))));
    } catch (NoSuchFileException e) {
      throw notHere(index, shelf);
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s cannot be replaced".formatted(shelf.file()), e);
    }
  }

  private static KeepingRefusedException notHere(long index, Shelf shelf) {
    return new KeepingRefusedException(
        "the body of event %d lies in the file %s, which is not here"
            .formatted(index, shelf.file()));
  }

  private static void copyWithout(long index, ShelfFileReader old, ShelfFileWriter writer)
      throws IOException {
    for (long n = 0; n < old.blocks(); n++) {
      ShelfFileReader.Place place = old.place(n);
      byte[] bodies = old.bodies(place);
      boolean last = n + 1 == old.blocks();
      if (place.first() <= index && (last || old.place(n + 1).first() > index)) {
        byte[] without = PackedBodies.without(place.first(), bodies, index);
        bodies = without == null ? bodies : without;
      }
      writer.add(place.first(), bodies);
    }
  }

  private static Optional<Shelf> find(Connection connection, long index) throws SQLException {
    return new Query("find the file of an event")
            .sql(
                """
            select s.shelf, s.file
            from ledger_block b join ledger_shelf s on s.shelf = b.shelf
            where b.first <= ? and b.first + b.count > ? and b.first > ?
              and s.file is not null and s.removed_at is null""",
                index,
                index,
                // No block is longer than a bundle.
                index - Tile.WIDTH)
            .list(connection, row -> new Shelf(row.getString(1), row.getString(2)))
            .stream()
            .findFirst();
  }

  /**
   * Has the new file be the shelf's, and the old one deleted.
   *
   * @return false when the shelf has another file by now, or the new one is gone
   */
  boolean replace(Connection connection, Rewritten rewritten) throws SQLException {
    if (!FileDeletion.spare(connection, files, rewritten.file.name())) {
      return false;
    }
    int replaced =
        Rows.write(
            connection,
            """
            update ledger_shelf set file = ?, sha256 = ?
            where shelf = ? and file = ? and removed_at is null""",
            rewritten.file.name(),
            rewritten.file.sha256().bytes(),
            rewritten.shelf.name(),
            rewritten.shelf.file());
    if (replaced == 1) {
      FileDeletion.discard(connection, rewritten.shelf.file());
    }
    return replaced == 1;
  }
}
