package dev.yunzhi.audit.evidence;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.MalformedNoteException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiles that leaves make, one level above another, as they come: the last of each level is
 * kept, and no more. Not thread-safe.
 */
final class GrowingTiles {
  /** Who is shown each tile when it is full, and the last ones at the end. */
  @FunctionalInterface
  interface Sink {
    void take(Tile tile, List<Hash> hashes) throws IOException, MalformedNoteException;
  }

  private final List<List<Hash>> open = new ArrayList<>();
  private final Sink sink;
  private long size;

  /**
   * Goes on where a tree of that size ends.
   *
   * @param size 0 or more
   * @param open what the last tile of each level holds, where it is not full: size's digits to the
   *     base 256, the lowest first, say how many hashes
   */
  GrowingTiles(long size, List<List<Hash>> open, Sink sink) {
    this.size = size;
    this.sink = sink;
    for (int level = 0; level < Tile.LEVELS; level++) {
      this.open.add(new ArrayList<>(level < open.size() ? open.get(level) : List.of()));
    }
  }

  /** How many hashes the open tile of a level of a tree of that size has. */
  static int width(long size, int level) {
    return (int) ((size >> (Tile.HEIGHT * level)) % Tile.WIDTH);
  }

  /** The index of the tile of a level that is not full in a tree of that size. */
  static long last(long size, int level) {
    return (size >> (Tile.HEIGHT * level)) / Tile.WIDTH;
  }

  /** Takes the next leaf. */
  void append(Hash leafHash) throws IOException, MalformedNoteException {
    size++;
    Hash hash = leafHash;
    for (int level = 0; level < Tile.LEVELS; level++) {
      List<Hash> tile = open.get(level);
      tile.add(hash);
      if (tile.size() < Tile.WIDTH) {
        return;
      }
      sink.take(new Tile(level, last(size, level) - 1, Tile.WIDTH), tile);
      hash = CompactRange.of(tile).root();
      tile.clear();
    }
  }

  /** Shows the tiles that are not full. */
  void finish() throws IOException, MalformedNoteException {
    for (int level = 0; level < Tile.LEVELS; level++) {
      List<Hash> tile = open.get(level);
      if (!tile.isEmpty()) {
        sink.take(new Tile(level, last(size, level), tile.size()), tile);
      }
    }
  }

  /** The root over all leaves so far. */
  Hash root() {
    List<byte[]> peaks = new ArrayList<>();
    int length = 0;
    for (int level = Tile.LEVELS - 1; level >= 0; level--) {
      peaks.add(CompactRange.of(open.get(level)).peaks());
      length += peaks.get(peaks.size() - 1).length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : peaks) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return CompactRange.of(size, all).root();
  }
}
