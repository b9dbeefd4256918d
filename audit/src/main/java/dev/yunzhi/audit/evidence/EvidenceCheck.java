package dev.yunzhi.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.ledger.Leaf;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Cosignature;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what evidence proves and what it does not, by keys alone, offline. Immutable.
 *
 * @param keys of the log that are trusted; one of them must have signed
 * @param witnesses that are trusted
 * @param quorum how many of the witnesses must have cosigned, 0 or more
 */
public record EvidenceCheck(List<NoteVerifier> keys, List<NoteVerifier> witnesses, int quorum) {
  /** Checks that it can come out well at all. */
  public EvidenceCheck {
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("nothing can be proved without a key that is trusted");
    }
    if (quorum < 0 || quorum > witnesses.size()) {
      throw new IllegalArgumentException(
          "%d witnesses cannot give %d cosignatures".formatted(witnesses.size(), quorum));
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param holds whether it is as it should be
   * @param statement in words, with what was found
   */
  public record Finding(boolean holds, String statement) {}

  /**
   * What came of it.
   *
   * @param findings in the order that they build on each other
   */
  public record Outcome(List<Finding> findings) {
    /** Whether all holds: the event is in the log, unchanged. */
    public boolean proved() {
      return findings.stream().allMatch(Finding::holds);
    }
  }

  /** Looks at everything. */
  public Outcome of(Evidence evidence) {
    List<Finding> findings = new ArrayList<>(checkpoint(evidence.proof().checkpoint()));
    findings.add(inclusion(evidence));
    findings.add(event(evidence));
    return new Outcome(findings);
  }

  /** Looks at a checkpoint: who signed it. */
  public List<Finding> checkpoint(Note note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedNoteException e) {
      return List.of(new Finding(false, "no checkpoint: " + e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    Optional<NoteVerifier> signed =
        keys.stream()
            .filter(key -> key.name().equals(checkpoint.origin()))
            .filter(key -> key.find(note).isPresent())
            .findFirst();
    String log = "log %s of %d leaves".formatted(checkpoint.origin(), checkpoint.size());
    findings.add(
        signed
            .map(key -> new Finding(true, "the %s is signed by %s".formatted(log, key)))
            .orElseGet(
                () -> new Finding(false, "the %s is signed by no trusted key".formatted(log))));
    if (!witnesses.isEmpty()) {
      findings.add(cosigned(note));
    }
    // As Go's notes have it: another's line is passed over, but a known key's must be right.
    Stream.concat(keys.stream(), witnesses.stream())
        .filter(key -> key.isForged(note))
        .forEach(
            key -> findings.add(new Finding(false, "a signature was not made by " + key.name())));
    return findings;
  }

  private Finding cosigned(Note note) {
    List<String> by = new ArrayList<>();
    for (NoteVerifier witness : witnesses) {
      witness
          .find(note)
          .flatMap(Cosignature::of)
          .ifPresent(seen -> by.add("%s at %s".formatted(witness.name(), seen.time())));
    }
    return new Finding(
        by.size() >= quorum,
        "cosigned by %d of %d witnesses, %d needed%s"
            .formatted(
                by.size(),
                witnesses.size(),
                quorum,
                by.isEmpty() ? "" : ": " + String.join(", ", by)));
  }

  private static Finding inclusion(Evidence evidence) {
    long index = evidence.proof().index();
    try {
      return evidence.proof().includes(evidence.leafHash())
          ? new Finding(true, "the leaf is number %d of it".formatted(index))
          : new Finding(false, "the leaf is not number %d of it".formatted(index));
    } catch (MalformedNoteException e) {
      return new Finding(false, "no checkpoint to look for the leaf in");
    }
  }

  private static Finding event(Evidence evidence) {
    Leaf leaf;
    try {
      leaf = evidence.readLeaf();
    } catch (StoreException e) {
      return new Finding(false, e.getMessage());
    }
    String name = "event %s of %s, %s".formatted(leaf.id(), leaf.cluster(), leaf.time());
    if (evidence.event() == null) {
      return new Finding(
          true, "the body of the %s was removed; its digest is %s".formatted(name, leaf.digest()));
    }
    return Hash.sha256(evidence.event().getBytes(UTF_8)).equals(leaf.digest())
        ? new Finding(true, "the %s is what the leaf vouches for".formatted(name))
        : new Finding(false, "the %s is not what the leaf vouches for".formatted(name));
  }
}
