package dev.yunzhi.audit.evidence;

import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Cosignature;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says who signed a checkpoint, by keys that are trusted. Immutable.
 *
 * @param keys of the log that are trusted; of each kind that is among them, one must have signed
 * @param witnesses that are trusted; keys of one name are of one witness
 * @param quorum how many of the witnesses must have cosigned, 0 or more
 */
public record CheckpointCheck(List<NoteVerifier> keys, List<NoteVerifier> witnesses, int quorum) {
  /** Checks that it can come out well at all. */
  public CheckpointCheck {
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("nothing can be proved without a key that is trusted");
    }
    int there = names(witnesses).size();
    if (quorum < 0 || quorum > there) {
      throw new IllegalArgumentException(
          "%d witnesses cannot give %d cosignatures".formatted(there, quorum));
    }
  }

  private static Set<String> names(List<NoteVerifier> witnesses) {
    Set<String> names = new LinkedHashSet<>();
    witnesses.forEach(witness -> names.add(witness.name()));
    return names;
  }

  /** Looks at everything that is under the note. */
  public List<Finding> of(Note note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedNoteException e) {
      return List.of(Finding.refuted("no checkpoint: %s".formatted(e.getMessage())));
    }
    List<Finding> findings = new ArrayList<>();
    Set<SignatureKind> kinds = new LinkedHashSet<>();
    keys.forEach(key -> kinds.add(key.kind()));
    for (SignatureKind kind : kinds) {
      List<NoteVerifier> ofKind = keys.stream().filter(key -> key.kind() == kind).toList();
      findings.add(signed(note, checkpoint, ofKind));
    }
    if (!witnesses.isEmpty()) {
      findings.add(cosigned(note));
    }
    // As Go's notes have it: another's line is passed over, but a known key's must be right.
    Stream.concat(keys.stream(), witnesses.stream())
        .filter(key -> key.isForged(note))
        .forEach(key -> findings.add(Finding.refuted("this is not what %s signed".formatted(key))));
    return findings;
  }

  /** What a checkpoint does not show, by these keys. */
  List<String> limits() {
    return quorum > 0
        ? List.of()
        : List.of(
            "that everybody is shown this history and no other: no cosignature of a witness was asked for");
  }

  private static Finding signed(Note note, Checkpoint checkpoint, List<NoteVerifier> keys) {
    String log = "log %s of %d leaves".formatted(checkpoint.origin(), checkpoint.size());
    List<NoteVerifier> named =
        keys.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
    Optional<NoteVerifier> by =
        named.stream().filter(key -> key.find(note).isPresent()).findFirst();
    if (by.isPresent()) {
      return Finding.proved("the %s is signed by %s".formatted(log, by.get()));
    }
    return Finding.undecided("the %s is signed by no trusted key".formatted(log));
  }

  private Finding cosigned(Note note) {
    Map<String, String> by = new LinkedHashMap<>();
    for (NoteVerifier witness : witnesses) {
      Optional<Cosignature> seen = witness.find(note).flatMap(Cosignature::of);
      if (seen.isPresent()) {
        by.put(witness.name(), "%s at %s".formatted(witness.name(), seen.get().time()));
      }
    }
    return new Finding(
        by.size() >= quorum ? Verdict.PROVED : Verdict.UNDECIDED,
        "cosigned by %d of %d witnesses, %d needed%s"
            .formatted(
                by.size(),
                names(witnesses).size(),
                quorum,
                by.isEmpty() ? "" : ": " + String.join(", ", by.values())));
  }
}
