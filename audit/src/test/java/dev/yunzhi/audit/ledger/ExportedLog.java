package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A log written into a folder, as its read API serves it. */
public final class ExportedLog {
  private ExportedLog() {}

  /** Writes all that a checkpoint vouches for. */
  public static void write(DataSource database, Note checkpoint, Path folder)
      throws IOException, MalformedNoteException {
    Files.writeString(folder.resolve("checkpoint"), checkpoint.toString());
    LogReader log = new LogReader(database);
    for (Tile tile : Tile.of(Checkpoint.parse(checkpoint.text()).size())) {
      write(
          folder.resolve("tile/%d/%s".formatted(tile.level(), tile.path())),
          log.tile(tile).orElseThrow());
      if (tile.level() == 0) {
        write(folder.resolve("tile/entries/" + tile.path()), log.entries(tile).orElseThrow());
      }
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
