package dev.yunzhi.audit.note;

import dev.yunzhi.audit.merkle.Hash;
import java.util.List;

/**
 * The state of a log at one size, as it is signed (C2SP tlog-checkpoint).
 *
 * @param origin names the log; one line, not empty
 * @param size 0 or more
 * @param extensions further lines, which a log may add and nobody can check; none of ours
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  /** Checks the parts. */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty() || origin.contains("\n")) {
      throw new IllegalArgumentException("an origin is one line that is not empty");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a log cannot have " + size + " leaves");
    }
  }

  /** One without extensions. */
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /**
   * Reads the text of a note.
   *
   * @throws MalformedNoteException when it is no checkpoint
   */
  public static Checkpoint parse(String text) throws MalformedNoteException {
    List<String> lines = List.of(text.split("\n", -1));
    // The last of them is what stands behind the last newline: nothing.
    if (lines.size() < 4 || lines.subList(0, lines.size() - 1).contains("")) {
      throw new MalformedNoteException(
          "a checkpoint has three lines or more, none empty: origin, size, root hash");
    }
    return new Checkpoint(
        lines.get(0),
        Decimal.parse("size", lines.get(1)),
        HashLine.parse("root hash", lines.get(2)),
        lines.subList(3, lines.size() - 1));
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n');
    text.append(HashLine.write(root)).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
