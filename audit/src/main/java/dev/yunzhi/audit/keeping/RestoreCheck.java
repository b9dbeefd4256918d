package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerCheck;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Proves that a database which was brought back from a backup lacks nothing that published
 * checkpoints speak of, and holds nothing else in its place. It believes nothing that is stored.
 */
public final class RestoreCheck {
  private final List<NoteVerifier> keys;
  private final Map<String, Note> published;
  private final ShelfFiles files;

  /**
   * @param keys that signed the log, present and former
   * @param published checkpoints that were kept elsewhere, by the name that they are told under
   * @param files null when the directory of moved months is not here
   */
  public RestoreCheck(List<NoteVerifier> keys, Map<String, Note> published, ShelfFiles files) {
    this.keys = List.copyOf(keys);
    this.published = new TreeMap<>(published);
    this.files = files;
  }

  /**
   * One thing that was looked at.
   *
   * @param holds whether it is as it should be
   */
  public record Line(boolean holds, String statement) {}

  /**
   * What came of it.
   *
   * @param firstMissing the least index that a checkpoint or the database itself speaks of and that
   *     is not there
   */
  public record Outcome(List<Line> lines, OptionalLong firstMissing) {
    /** Whether nothing is missing or other than it was. */
    public boolean whole() {
      return lines.stream().allMatch(Line::holds);
    }
  }

  /**
   * Looks at all of a database, which nobody should be writing to.
   *
   * @throws StoreException when the database failed
   */
  public Outcome of(DataSource source) {
    List<Line> lines = new ArrayList<>();
    Map<String, Checkpoint> signed = signed(lines);
    long expected = new Ledger(source).head().size();
    GoneBodies gone = Transactions.run(source, "read which bodies are gone", GoneBodies::read);
    LedgerCheck.Outcome walk = new LedgerCheck(keys, List.of(), gone::contains).of(source);
    walk.faults().forEach(fault -> lines.add(new Line(false, fault)));
    for (Map.Entry<String, Checkpoint> one : signed.entrySet()) {
      lines.add(compare(source, walk.leaves(), one.getKey(), one.getValue()));
      expected = Math.max(expected, one.getValue().size());
    }
    gone.files().forEach(file -> lines.add(file(file)));
    lines.add(
        new Line(
            true,
            "%d leaves stand in one sequence; %d bodies are what their leaves vouch for, %d are not in the database by right"
                .formatted(walk.leaves(), walk.bodies(), gone.count())));
    return new Outcome(
        lines, walk.leaves() < expected ? OptionalLong.of(walk.leaves()) : OptionalLong.empty());
  }

  private Map<String, Checkpoint> signed(List<Line> lines) {
    Map<String, Checkpoint> signed = new TreeMap<>();
    published.forEach(
        (name, note) -> {
          try {
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            boolean ours =
                keys.stream()
                    .anyMatch(
                        key ->
                            key.name().equals(checkpoint.origin()) && key.find(note).isPresent());
            if (ours) {
              signed.put(name, checkpoint);
            } else {
              lines.add(new Line(false, name + " is signed by none of the keys"));
            }
          } catch (MalformedNoteException e) {
            lines.add(new Line(false, "%s is no checkpoint: %s".formatted(name, e.getMessage())));
          }
        });
    return signed;
  }

  private static Line compare(DataSource source, long leaves, String name, Checkpoint checkpoint) {
    if (leaves < checkpoint.size()) {
      return new Line(
          false,
          "%s was signed for %d leaves; there are %d: all from %d on are missing"
              .formatted(name, checkpoint.size(), leaves, leaves));
    }
    try {
      boolean same = new LogReader(source).root(checkpoint.size()).equals(checkpoint.root());
      return new Line(
          same,
          same
              ? "the first %d leaves are those that %s was signed for"
                  .formatted(checkpoint.size(), name)
              : "the first %d leaves are not those that %s was signed for: the log goes another way"
                  .formatted(checkpoint.size(), name));
    } catch (StoreException e) {
      return new Line(false, "%s cannot be compared: %s".formatted(name, e.getMessage()));
    }
  }

  private Line file(GoneBodies.MovedShelf shelf) {
    if (files == null) {
      return new Line(
          true,
          "%s lies in the file %s, which was not looked at".formatted(shelf.name(), shelf.file()));
    }
    return files.holds(shelf.file(), shelf.sha256())
        ? new Line(true, "%s lies in the file %s, whole".formatted(shelf.name(), shelf.file()))
        : new Line(
            false,
            "%s should lie in the file %s, which is gone or was changed"
                .formatted(shelf.name(), shelf.file()));
  }
}
