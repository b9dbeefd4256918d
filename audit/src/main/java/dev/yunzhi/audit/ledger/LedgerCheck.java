package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import javax.sql.DataSource;

/**
 * Looks at all that the ledger's tables hold: every leaf, every body, every tile, every checkpoint,
 * the head, and what tells an event that comes again. It believes nothing that is stored: the tree
 * is built anew out of the leaves. Immutable.
 */
public final class LedgerCheck {
  private final KnownCheckpoints known;
  private final List<Checkpoint> held = new ArrayList<>();
  private final List<String> notHeld = new ArrayList<>();
  private final LongPredicate removed;

  /**
   * Says what to hold the ledger against.
   *
   * @param keys that signed checkpoints of this log, present and former
   * @param held checkpoints that others kept; without any, a database that was brought back as a
   *     whole from before, checkpoints included, cannot be told from one that did not grow
   * @param removed of which leaves the body was removed by right
   */
  public LedgerCheck(List<NoteVerifier> keys, List<Note> held, LongPredicate removed) {
    this.known = new KnownCheckpoints(keys);
    held.forEach(
        note ->
            known.read(note, "a checkpoint that is held", notHeld::add).ifPresent(this.held::add));
    this.removed = removed;
  }

  /**
   * What was seen.
   *
   * @param leaves that stand in one sequence
   * @param bodies that are what their leaves vouch for
   * @param checkpoints that are signed and of this log, stored and held
   * @param faults in words, in the order in which they were met, {@value LedgerWalk#MOST_FAULTS} at
   *     most
   */
  public record Outcome(long leaves, long bodies, long checkpoints, List<String> faults) {
    /** Whether nothing was changed, lost or added. */
    public boolean whole() {
      return faults.isEmpty();
    }
  }

  /**
   * Looks at one state of the ledger, in constant memory, while others go on writing.
   *
   * @throws StoreException when the database failed
   */
  public Outcome of(DataSource source) {
    try {
      return Transactions.read(source, "check the ledger", this::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the connection's transaction sees it; there must be one. */
  Outcome of(Connection connection) throws SQLException {
    LedgerWalk walk = new LedgerWalk(connection, known, held, removed);
    notHeld.forEach(walk::fault);
    return walk.walk();
  }
}
