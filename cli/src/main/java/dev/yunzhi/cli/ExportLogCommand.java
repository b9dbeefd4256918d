package dev.yunzhi.cli;

import dev.yunzhi.audit.evidence.LogFolder;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code yunzhi audit export-log}. What is there already is not fetched again: a tile never
 * changes. The checkpoint is written last, so that the folder holds all that its checkpoint speaks
 * of, whenever this is cut short.
 */
@Command(
    name = "export-log",
    description = {
      "Fetch the log as files named as C2SP tlog-tiles names them, or what was added since the last"
          + " time, for `yunzhi verify` and others' tools.",
      "Every checkpoint that was fetched stays, in DIR/checkpoints/SIZE."
    },
    mixinStandardHelpOptions = true)
final class ExportLogCommand implements Callable<Integer> {
  private static final String LOG = "/api/v1/audit/log/";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder; it is made where there is none.")
  private Path folder;

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description = "An earlier checkpoint: fetch only what came after it.")
  private Path since;

  @Mixin private ControlPlane controlPlane;

  @Override
  public Integer call() throws Unusable, IOException {
    long from = since == null ? 0 : read(since.toString(), Files.readAllBytes(since)).size();
    byte[] newest = controlPlane.bytes(LOG + LogFolder.CHECKPOINT);
    long size = read("the control-plane's checkpoint", newest).size();
    if (size < from) {
      throw new Unusable("the log has %d leaves; %s speaks of %d".formatted(size, since, from));
    }
    long fetched = 0;
    for (Tile tile : Tile.of(size)) {
      if (tile.index() < from >> (Tile.HEIGHT * tile.level()) >> Tile.HEIGHT) {
        continue;
      }
      fetched += fetch(LogFolder.tilePath(tile), LogFolder.tilePath(full(tile)));
      if (tile.level() == 0) {
        fetched += fetch(LogFolder.entriesPath(tile), LogFolder.entriesPath(full(tile)));
      }
    }
    write(folder.resolve("checkpoints").resolve(Long.toString(size)), newest);
    write(folder.resolve(LogFolder.CHECKPOINT), newest);
    spec.commandLine()
        .getOut()
        .printf("%s: %d leaves, %d files fetched%n", folder, size - from, fetched);
    return 0;
  }

  private static Tile full(Tile tile) {
    return new Tile(tile.level(), tile.index(), Tile.WIDTH);
  }

  private int fetch(String path, String full) throws Unusable, IOException {
    if (Files.exists(folder.resolve(path)) || Files.exists(folder.resolve(full))) {
      return 0;
    }
    write(folder.resolve(path), controlPlane.bytes(LOG + path));
    return 1;
  }

  /** Whole or not at all. */
  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.write(unfinished, content);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Checkpoint read(String what, byte[] note) throws Unusable {
    try {
      return Checkpoint.parse(Note.parse(note).text());
    } catch (MalformedNoteException e) {
      throw new Unusable("%s is no checkpoint: %s".formatted(what, e.getMessage()));
    }
  }
}
