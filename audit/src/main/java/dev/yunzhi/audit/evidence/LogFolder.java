package dev.yunzhi.audit.evidence;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log as files, named as C2SP tlog-tiles names them: {@code checkpoint}, {@code tile/<L>/<N>},
 * {@code tile/entries/<N>}. Says nothing of whether they belong together: see {@link LogCheck}.
 *
 * @param root the folder, of any file system
 */
public record LogFolder(Path root) {
  /** The name of the checkpoint's file. */
  public static final String CHECKPOINT = "checkpoint";

  /** The most that a bundle of 256 entries, of 65 535 bytes each, can have. */
  private static final long MAX_BYTES = Tile.WIDTH * (Short.BYTES + 65_535L);

  /** Where a tile lies, below the folder. */
  public static String tilePath(Tile tile) {
    return "tile/%d/%s".formatted(tile.level(), tile.path());
  }

  /** Where the entries beside a tile of level 0 lie, below the folder. */
  public static String entriesPath(Tile tile) {
    return "tile/entries/" + tile.path();
  }

  /**
   * The newest checkpoint.
   *
   * @throws MalformedNoteException when it is not written as a note
   */
  public Note checkpoint() throws IOException, MalformedNoteException {
    return note(root.resolve(CHECKPOINT));
  }

  /** A checkpoint in a file of its own; as above. */
  public static Note note(Path file) throws IOException, MalformedNoteException {
    if (Files.size(file) > Note.MAX_BYTES) {
      throw new MalformedNoteException("a note of more than %d bytes".formatted(Note.MAX_BYTES));
    }
    return Note.parse(Files.readAllBytes(file));
  }

  /**
   * The hashes of a tile, or of the beginning of one that has grown since.
   *
   * @return nothing where there is no such file
   * @throws MalformedNoteException when the file has not as many bytes as its name says
   */
  public Optional<List<Hash>> tile(Tile tile) throws IOException, MalformedNoteException {
    for (Tile stored : List.of(tile, full(tile))) {
      Optional<byte[]> content = read(tilePath(stored));
      if (content.isPresent()) {
        byte[] bytes = content.get();
        if (bytes.length != stored.width() * Hash.LENGTH) {
          throw new MalformedNoteException(
              "%s has %d bytes; it must have %d"
                  .formatted(tilePath(stored), bytes.length, stored.width() * Hash.LENGTH));
        }
        List<Hash> hashes = new ArrayList<>();
        for (int at = 0; at < tile.width(); at++) {
          hashes.add(Hash.of(Arrays.copyOfRange(bytes, at * Hash.LENGTH, (at + 1) * Hash.LENGTH)));
        }
        return Optional.of(hashes);
      }
    }
    return Optional.empty();
  }

  /**
   * The entries beside a tile, or the first of those of one that has grown since.
   *
   * @param tile of level 0
   * @return nothing where there is no such file
   * @throws MalformedNoteException when it does not hold as many as its name says
   */
  public Optional<List<byte[]>> entries(Tile tile) throws IOException, MalformedNoteException {
    for (Tile stored : List.of(tile, full(tile))) {
      Optional<byte[]> content = read(entriesPath(stored));
      if (content.isPresent()) {
        return Optional.of(
            split(entriesPath(stored), content.get(), stored.width()).subList(0, tile.width()));
      }
    }
    return Optional.empty();
  }

  private static Tile full(Tile tile) {
    return new Tile(tile.level(), tile.index(), Tile.WIDTH);
  }

  private Optional<byte[]> read(String path) throws IOException, MalformedNoteException {
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new MalformedNoteException("%s has more than %d bytes".formatted(path, MAX_BYTES));
    }
    return Optional.of(Files.readAllBytes(file));
  }

  private static List<byte[]> split(String path, byte[] bundle, int count)
      throws MalformedNoteException {
    List<byte[]> entries = new ArrayList<>(count);
    ByteBuffer left = ByteBuffer.wrap(bundle);
    while (left.remaining() >= Short.BYTES) {
      int length = Short.toUnsignedInt(left.getShort());
      if (length > left.remaining()) {
        throw new MalformedNoteException("%s ends within an entry".formatted(path));
      }
      byte[] entry = new byte[length];
      left.get(entry);
      entries.add(entry);
    }
    if (left.hasRemaining() || entries.size() != count) {
      throw new MalformedNoteException(
          "%s holds %d entries and %d bytes more; it must hold %d entries"
              .formatted(path, entries.size(), left.remaining(), count));
    }
    return entries;
  }
}
