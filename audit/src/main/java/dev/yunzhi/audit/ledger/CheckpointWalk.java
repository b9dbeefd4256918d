package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds every checkpoint, stored or held by others, against the tree as it was at its size. Used
 * once.
 */
final class CheckpointWalk {
  /** Checkpoints that are read at once. */
  private static final int FETCH_SIZE = 1000;

  private final Connection connection;
  private final KnownCheckpoints known;
  private final Consumer<String> fault;
  private final Deque<Checkpoint> held = new ArrayDeque<>();
  private PreparedStatement statement;
  private ResultSet stored;
  private Checkpoint next;
  private long good;

  /**
   * @param held that are of the log, by their signatures
   */
  CheckpointWalk(
      Connection connection,
      KnownCheckpoints known,
      List<Checkpoint> held,
      Consumer<String> fault) {
    this.connection = connection;
    this.known = known;
    this.fault = fault;
    held.stream().sorted(Comparator.comparingLong(Checkpoint::size)).forEach(this.held::add);
  }

  /** How many were signed and of this tree. */
  long good() {
    return good;
  }

  /** Looks at those of the tree's size. To be called at each size from 0. */
  void at(CompactRange tree) throws SQLException {
    if (stored == null) {
      statement =
          connection.prepareStatement("select size, note from ledger_checkpoint order by size");
      statement.setFetchSize(FETCH_SIZE);
      stored = statement.executeQuery();
      next = nextStored();
    }
    while (next != null && next.size() <= tree.size()) {
      require(next, "the stored checkpoint", tree);
      next = nextStored();
    }
    while (!held.isEmpty() && held.peek().size() <= tree.size()) {
      requireHeld(held.remove(), tree);
    }
  }

  private void require(Checkpoint checkpoint, String what, CompactRange tree) {
    if (checkpoint.size() != tree.size() || !checkpoint.root().equals(tree.root())) {
      fault.accept("%s of %d leaves is not of this log".formatted(what, checkpoint.size()));
    } else {
      good++;
    }
  }

  private void requireHeld(Checkpoint checkpoint, CompactRange tree) throws SQLException {
    require(checkpoint, "the checkpoint that is held", tree);
    List<String> kept =
        new Query("look for a checkpoint")
            .sql("select note from ledger_checkpoint where size = ?", checkpoint.size())
            .list(connection, row -> row.getString(1));
    // Cosignatures come later; the text does not change.
    if (kept.stream().noneMatch(note -> note.startsWith(checkpoint.text() + "\n"))) {
      fault.accept(
          "the checkpoint of %d leaves that is held is not stored any more"
              .formatted(checkpoint.size()));
    }
  }

  /** What is left lies beyond the log's end. */
  void end(CompactRange tree) throws SQLException {
    while (next != null) {
      require(next, "the stored checkpoint", tree);
      next = nextStored();
    }
    while (!held.isEmpty()) {
      requireHeld(held.remove(), tree);
    }
    stored.close();
    statement.close();
  }

  private Checkpoint nextStored() throws SQLException {
    while (stored.next()) {
      long size = stored.getLong(1);
      String what = "the stored checkpoint of %d leaves".formatted(size);
      try {
        Optional<Checkpoint> checkpoint = known.read(Note.parse(stored.getString(2)), what, fault);
        if (checkpoint.isPresent() && checkpoint.get().size() == size) {
          return checkpoint.get();
        }
        checkpoint.ifPresent(other -> fault.accept("%s is of %d".formatted(what, other.size())));
      } catch (MalformedNoteException e) {
        fault.accept("%s is none: %s".formatted(what, e.getMessage()));
      }
    }
    return null;
  }
}
