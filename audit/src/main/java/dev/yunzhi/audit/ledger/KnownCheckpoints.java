package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a log's own checkpoints from others. Immutable.
 *
 * @param keys that signed them, present and former
 */
record KnownCheckpoints(List<NoteVerifier> keys) {
  /** Keeps the keys. */
  KnownCheckpoints {
    keys = List.copyOf(keys);
  }

  /**
   * Reads one.
   *
   * @param what it is, for the fault
   * @param fault is told where it is not signed as it should be
   */
  Optional<Checkpoint> read(Note note, String what, Consumer<String> fault) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (keys.stream().anyMatch(key -> key.isForged(note))) {
        fault.accept(what + " has a signature that its key did not make");
      } else if (keys.stream()
          .noneMatch(key -> key.name().equals(checkpoint.origin()) && key.find(note).isPresent())) {
        fault.accept(what + " is signed by none of the keys");
      } else {
        return Optional.of(checkpoint);
      }
    } catch (MalformedNoteException e) {
      fault.accept("%s is none: %s".formatted(what, e.getMessage()));
    }
    return Optional.empty();
  }
}
