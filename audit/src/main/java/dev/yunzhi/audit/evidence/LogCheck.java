package dev.yunzhi.audit.evidence;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a log that was fetched proves: that its leaves are all those that its checkpoint
 * vouches for, in their order; from the first, or from where an earlier checkpoint ends. Reads
 * every leaf once, in constant memory. Immutable.
 *
 * @param checkpoints says who signed them
 */
public record LogCheck(CheckpointCheck checkpoints) {
  /** What a leaf leaves open, whoever reads it. */
  private static final String NO_BODIES =
      "what the events are: a leaf holds an event's digest; evidence shows the event";

  /** Looks at a whole log. */
  public Outcome whole(LogFolder log) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try {
      Note note = log.checkpoint();
      findings.addAll(checkpoints.of(note));
      leaves(log, 0, List.of(), Checkpoint.parse(note.text()), findings);
    } catch (MalformedNoteException e) {
      findings.add(Finding.refuted(e.getMessage()));
    }
    return outcome(findings);
  }

  /**
   * Looks at what came after an earlier checkpoint.
   *
   * @param earlier is proved to be the beginning of the log's newest checkpoint
   * @param log needs no entries of before
   */
  public Outcome since(Note earlier, LogFolder log) throws IOException {
    List<Finding> findings = new ArrayList<>(checkpoints.of(earlier));
    try {
      Note note = log.checkpoint();
      findings.addAll(checkpoints.of(note));
      since(Checkpoint.parse(earlier.text()), log, Checkpoint.parse(note.text()), findings);
    } catch (MalformedNoteException e) {
      findings.add(Finding.refuted(e.getMessage()));
    }
    List<String> limits = new ArrayList<>(outcome(findings).limits());
    limits.add(
        "anything of the leaves before, but that they are the ones of the earlier checkpoint");
    return new Outcome(findings, limits);
  }

  private Outcome outcome(List<Finding> findings) {
    List<String> limits = new ArrayList<>(checkpoints.limits());
    limits.add(NO_BODIES);
    return new Outcome(findings, limits);
  }

  private static void since(
      Checkpoint earlier, LogFolder log, Checkpoint later, List<Finding> findings)
      throws IOException, MalformedNoteException {
    if (!earlier.origin().equals(later.origin())) {
      findings.add(
          Finding.undecided(
              "these are two logs: %s and %s".formatted(earlier.origin(), later.origin())));
      return;
    }
    if (earlier.size() > later.size()) {
      findings.add(
          Finding.undecided(
              "the checkpoint of %d leaves is not the earlier one of %d"
                  .formatted(earlier.size(), later.size())));
      return;
    }
    List<List<Hash>> open = new ArrayList<>();
    for (int level = 0; level < Tile.LEVELS; level++) {
      int width = GrowingTiles.width(earlier.size(), level);
      if (width == 0) {
        open.add(List.of());
        continue;
      }
      Tile tile = Tile.asOf(later.size(), level, GrowingTiles.last(earlier.size(), level));
      Optional<List<Hash>> hashes = log.tile(tile);
      if (hashes.isEmpty()) {
        findings.add(Finding.undecided("%s is missing".formatted(LogFolder.tilePath(tile))));
        return;
      }
      open.add(hashes.get().subList(0, width));
    }
    Hash root = new GrowingTiles(earlier.size(), open, (tile, hashes) -> {}).root();
    findings.add(
        Finding.of(
            root.equals(earlier.root()),
            "the tiles begin with the tree of the %d leaves".formatted(earlier.size()),
            "the tiles do not begin with the tree of the %d leaves".formatted(earlier.size())));
    leaves(log, earlier.size(), open, later, findings);
  }

  private static void leaves(
      LogFolder log,
      long from,
      List<List<Hash>> open,
      Checkpoint checkpoint,
      List<Finding> findings)
      throws IOException, MalformedNoteException {
    var compared = new ComparedTiles(log);
    var tiles = new GrowingTiles(from, open, compared);
    long size = checkpoint.size();
    for (long first = from - from % Tile.WIDTH; first < size; first += Tile.WIDTH) {
      Tile place = Tile.asOf(size, 0, first / Tile.WIDTH);
      Optional<List<byte[]>> entries = log.entries(place);
      if (entries.isEmpty()) {
        findings.add(
            Finding.undecided(
                "leaves from %d are missing: %s"
                    .formatted(Math.max(first, from), LogFolder.entriesPath(place))));
        return;
      }
      for (int at = 0; at < place.width(); at++) {
        Hash hash = MerkleTree.leafHash(entries.get().get(at));
        if (first + at >= from) {
          tiles.append(hash);
        } else if (!hash.equals(open.get(0).get(at))) {
          findings.add(Finding.refuted("leaf %d is not the one of its tile".formatted(first + at)));
        }
      }
    }
    tiles.finish();
    findings.addAll(compared.findings());
    String range =
        from == size
            ? "the %d leaves, to which none was added,".formatted(size)
            : "the leaves %d to %d, every one,".formatted(from, size - 1);
    findings.add(
        Finding.of(
            tiles.root().equals(checkpoint.root()),
            "%s make the tree of the checkpoint".formatted(range),
            "%s do not make the tree of the checkpoint".formatted(range)));
  }
}
