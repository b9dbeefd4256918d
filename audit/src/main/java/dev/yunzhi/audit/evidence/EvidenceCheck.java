package dev.yunzhi.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.ledger.Leaf;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what evidence proves and what it does not, by keys alone, offline. Immutable.
 *
 * @param checkpoints says who signed them
 */
public record EvidenceCheck(CheckpointCheck checkpoints) {
  /** One by these keys, as {@link CheckpointCheck} has them. */
  public EvidenceCheck(List<NoteVerifier> keys, List<NoteVerifier> witnesses, int quorum) {
    this(new CheckpointCheck(keys, witnesses, quorum));
  }

  /** Looks at everything. */
  public Outcome of(Evidence evidence) {
    List<Finding> findings = new ArrayList<>(checkpoints.of(evidence.proof().checkpoint()));
    findings.add(inclusion(evidence));
    findings.add(event(evidence));
    List<String> limits = new ArrayList<>(checkpoints.limits());
    limits.add("that what the event says is true: only that it was recorded so, and stays so");
    return new Outcome(findings, limits);
  }

  private static Finding inclusion(Evidence evidence) {
    long index = evidence.proof().index();
    try {
      return Finding.of(
          evidence.proof().includes(evidence.leafHash()),
          "the leaf is number %d of it".formatted(index),
          "the leaf is not number %d of it".formatted(index));
    } catch (MalformedNoteException e) {
      return Finding.refuted("no checkpoint to look for the leaf in");
    }
  }

  private static Finding event(Evidence evidence) {
    Leaf leaf;
    try {
      leaf = evidence.readLeaf();
    } catch (StoreException e) {
      return Finding.refuted(e.getMessage());
    }
    String name = "event %s of %s, %s".formatted(leaf.id(), leaf.cluster(), leaf.time());
    if (evidence.event() == null) {
      return Finding.proved(
          "the body of the %s was removed; its digest is %s".formatted(name, leaf.digest()));
    }
    return Finding.of(
        Hash.sha256(evidence.event().getBytes(UTF_8)).equals(leaf.digest()),
        "the %s is what the leaf vouches for".formatted(name),
        "the %s is not what the leaf vouches for".formatted(name));
  }
}
