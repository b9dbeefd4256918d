package dev.yunzhi.audit.evidence;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.MalformedNoteException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the tiles that leaves make with those that are stored. Not thread-safe. */
final class ComparedTiles implements GrowingTiles.Sink {
  /** More of the same would only hide the first. */
  private static final int MAX_NAMED = 5;

  private final LogFolder log;
  private final List<String> missing = new ArrayList<>();
  private final List<String> different = new ArrayList<>();
  private long equal;

  ComparedTiles(LogFolder log) {
    this.log = log;
  }

  @Override
  public void take(Tile tile, List<Hash> hashes) throws IOException, MalformedNoteException {
    Optional<List<Hash>> stored = log.tile(tile);
    if (stored.isEmpty()) {
      missing.add(LogFolder.tilePath(tile));
    } else if (stored.get().equals(hashes)) {
      equal++;
    } else {
      different.add(LogFolder.tilePath(tile));
    }
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (!different.isEmpty()) {
      findings.add(Finding.refuted("%s not what the leaves make".formatted(named(different))));
    }
    if (!missing.isEmpty()) {
      findings.add(Finding.undecided("%s missing".formatted(named(missing))));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.proved("%d tiles are what the leaves make".formatted(equal)));
    }
    return findings;
  }

  private static String named(List<String> tiles) {
    String names = String.join(", ", tiles.subList(0, Math.min(MAX_NAMED, tiles.size())));
    return tiles.size() > MAX_NAMED
        ? "%s and %d tiles more are".formatted(names, tiles.size() - MAX_NAMED)
        : names + (tiles.size() == 1 ? " is" : " are");
  }
}
