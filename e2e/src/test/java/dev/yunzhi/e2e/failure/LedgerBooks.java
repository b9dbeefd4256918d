package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerCheck;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What somebody outside keeps of a ledger: the place of each event that it ever read, the tree over
 * them, and every checkpoint. What comes later must go on from there. Not thread-safe.
 */
final class LedgerBooks {
  private static final int PAGE = 10_000;

  private final NoteVerifier key;
  private final Map<String, Long> places = new HashMap<>();
  private final CompactRange tree = CompactRange.of(0, new byte[0]);
  private final NavigableMap<Long, Hash> roots = new TreeMap<>();
  private final List<Note> checkpoints = new ArrayList<>();

  LedgerBooks(NoteVerifier key) {
    this.key = key;
  }

  /**
   * Reads on from where it stopped to where the ledger ends now, also while others append: one
   * sequence without gaps, each event once.
   */
  void readOn(DataSource database) {
    LedgerReader reader = new LedgerReader(database);
    List<StoredEvent> page;
    do {
      page = reader.read(EventFilter.ALL, tree.size(), PAGE);
      for (StoredEvent event : page) {
        assertThat(event.index()).as("the sequence goes on").isEqualTo(tree.size());
        assertThat(event.body()).isNotNull();
        assertThat(places.put(event.leaf().id(), event.index()))
            .as("%s stands once", event.leaf().id())
            .isNull();
        tree.append(event.leafHash());
        roots.put(tree.size(), tree.root());
      }
    } while (page.size() == PAGE);
  }

  /** Keeps a checkpoint: it must be of the tree that was read, at its size. */
  void keep(Note note) throws MalformedNoteException {
    assertThat(key.find(note)).isPresent();
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    Checkpoint last =
        checkpoints.isEmpty()
            ? checkpoint
            : Checkpoint.parse(checkpoints.get(checkpoints.size() - 1).text());
    assertThat(checkpoint.size()).as("no checkpoint goes back").isGreaterThanOrEqualTo(last.size());
    assertThat(checkpoint.size()).isLessThanOrEqualTo(tree.size());
    if (checkpoint.size() > 0) {
      assertThat(checkpoint.root())
          .as("the checkpoint of %d", checkpoint.size())
          .isEqualTo(roots.get(checkpoint.size()));
    }
    checkpoints.add(note);
  }

  /** Each of them was read. */
  void requireAll(List<String> acknowledged) {
    assertThat(acknowledged.stream().filter(id -> !places.containsKey(id + "/ResponseComplete")))
        .as("acknowledged and lost")
        .isEmpty();
  }

  /** The whole of it, as it is now, against all that was kept. */
  void requireWhole(DataSource database) {
    LedgerCheck.Outcome outcome =
        new LedgerCheck(List.of(key), checkpoints, index -> false).of(database);
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.leaves()).isGreaterThanOrEqualTo(tree.size());
  }

  /** Leaves that were read. */
  long size() {
    return tree.size();
  }

  /** Checkpoints that were kept. */
  int checkpoints() {
    return checkpoints.size();
  }
}
