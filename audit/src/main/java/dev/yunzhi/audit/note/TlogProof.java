package dev.yunzhi.audit.note;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.ProofCheck;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A proof that an entry is in a log, which can be checked offline (C2SP tlog-proof).
 *
 * @param extra whatever the maker added, not vouched for by the log; null where there is none; not
 *     to be changed
 * @param index of the entry, 0 or more
 * @param path the inclusion proof, from the leaf's sibling upward
 * @param checkpoint the signed checkpoint, cosignatures with it
 */
// Compared as it is written.
@SuppressWarnings("ArrayRecordComponent")
public record TlogProof(byte[] extra, long index, List<Hash> path, Note checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;

  /** Checks the parts. */
  public TlogProof {
    path = List.copyOf(path);
    if (index < 0 || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("index %d, path %d".formatted(index, path.size()));
    }
  }

  /**
   * Reads a proof.
   *
   * @throws MalformedNoteException when it is not written as one
   */
  public static TlogProof parse(String text) throws MalformedNoteException {
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new MalformedNoteException("a proof, an empty line, a checkpoint: no empty line");
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
    if (!lines.remove(0).equals(HEADER)) {
      throw new MalformedNoteException("the first line is not " + HEADER);
    }
    byte[] extra = null;
    if (!lines.isEmpty() && lines.get(0).startsWith(EXTRA)) {
      extra =
          CanonicalBase64.decode(lines.remove(0).substring(EXTRA.length()))
              .orElseThrow(() -> new MalformedNoteException("extra: no base64"));
    }
    if (lines.isEmpty() || !lines.get(0).startsWith(INDEX)) {
      throw new MalformedNoteException("no line that begins with \"index \"");
    }
    long index = Decimal.parse("index", lines.remove(0).substring(INDEX.length()));
    if (lines.size() > MAX_PATH) {
      throw new MalformedNoteException(
          "%d hashes in the proof; %d are the most".formatted(lines.size(), MAX_PATH));
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines) {
      path.add(HashLine.parse("proof", line));
    }
    return new TlogProof(extra, index, path, Note.parse(text.substring(end + 2)));
  }

  /**
   * Whether the entry is in the tree of the checkpoint. Says nothing of the checkpoint's
   * signatures.
   *
   * @param leafHash of the entry (RFC 6962)
   * @throws MalformedNoteException when the note is no checkpoint
   */
  public boolean includes(Hash leafHash) throws MalformedNoteException {
    Checkpoint tree = Checkpoint.parse(checkpoint.text());
    return ProofCheck.inclusion(index, leafHash, tree.size(), tree.root(), path);
  }

  /** The proof as it is written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    if (extra != null) {
      text.append(EXTRA).append(Base64.getEncoder().encodeToString(extra)).append('\n');
    }
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(HashLine.write(hash)).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlogProof that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
