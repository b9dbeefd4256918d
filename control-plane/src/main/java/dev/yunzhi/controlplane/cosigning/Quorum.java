package dev.yunzhi.controlplane.cosigning;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.controlplane.YunzhiProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose cosignatures a checkpoint needs. Immutable.
 *
 * @param witnesses their keys, one of each
 * @param needed how many of them must have cosigned; 0 where none is asked
 * @param patience how long a checkpoint that has enough is published before newer ones with too few
 */
public record Quorum(List<NoteVerifier> witnesses, int needed, Duration patience) {
  /**
   * As the settings have it.
   *
   * @throws IllegalStateException when they cannot be followed; says which and why
   */
  static Quorum of(YunzhiProperties.Log settings) {
    List<NoteVerifier> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YunzhiProperties.Witness witness : settings.witnesses()) {
      NoteVerifier key = key(witness);
      if (!names.add(key.name())) {
        throw new IllegalStateException(
            "yunzhi.audit.log.witnesses: %s is there twice".formatted(key.name()));
      }
      keys.add(key);
    }
    int needed = settings.quorum() == null ? keys.size() : settings.quorum();
    if (needed < 0 || needed > keys.size()) {
      throw new IllegalStateException(
          "yunzhi.audit.log.quorum is %d; there are %d witnesses".formatted(needed, keys.size()));
    }
    return new Quorum(List.copyOf(keys), needed, settings.cosignaturePatience());
  }

  static NoteVerifier key(YunzhiProperties.Witness witness) {
    if (witness.url() == null || !witness.url().isAbsolute() || witness.key() == null) {
      throw new IllegalStateException(
          "yunzhi.audit.log.witnesses: each needs a url, e.g. https://witness.example, and a key");
    }
    try {
      NoteVerifier key = NoteVerifier.parse(witness.key());
      if (key.kind() == SignatureKind.COSIGNATURE) {
        return key;
      }
      throw new IllegalStateException(
          "yunzhi.audit.log.witnesses: %s is no key of a witness".formatted(key));
    } catch (MalformedNoteException e) {
      throw new IllegalStateException("yunzhi.audit.log.witnesses: " + e.getMessage(), e);
    }
  }

  /** How many of the witnesses have cosigned it. */
  public int cosignatures(Note note) {
    return Checkpoints.cosignatures(note, witnesses);
  }
}
