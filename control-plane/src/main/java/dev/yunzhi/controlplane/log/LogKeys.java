package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.controlplane.YunzhiProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the log.
 *
 * @param signers all that sign now
 * @param former that signed before
 */
record LogKeys(List<NoteSigner> signers, List<NoteVerifier> former) {
  /**
   * Reads the keys.
   *
   * @throws IllegalStateException when one cannot be read; names the file, never its content
   */
  static LogKeys read(YunzhiProperties.Log settings) {
    List<NoteSigner> signers = new ArrayList<>();
    for (Path file : settings.signingKeyFiles()) {
      try {
        signers.add(NoteSigner.read(settings.origin(), Files.readString(file)));
      } catch (IOException e) {
        throw new IllegalStateException("the key of the log cannot be read: " + file, e);
      } catch (MalformedNoteException e) {
        throw new IllegalStateException(
            "the key of the log in %s: %s".formatted(file, e.getMessage()), e);
      }
    }
    if (!signers.isEmpty()
        && signers.stream().noneMatch(key -> key.verifier().kind() == SignatureKind.ED25519)) {
      throw new IllegalStateException(
          "yunzhi.audit.log.signing-key-files: SM2 signs beside Ed25519, which all verifiers know");
    }
    List<NoteVerifier> former = new ArrayList<>();
    for (String key : settings.formerKeys()) {
      try {
        former.add(NoteVerifier.parse(key));
      } catch (MalformedNoteException e) {
        throw new IllegalStateException("yunzhi.audit.log.former-keys: " + e.getMessage(), e);
      }
    }
    return new LogKeys(signers, former);
  }
}
