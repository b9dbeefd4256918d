package dev.yunzhi.audit.note;

import dev.yunzhi.audit.merkle.Hash;
import java.util.Base64;

/** Hashes as they stand in lines: base64 of 32 bytes. */
final class HashLine {
  private HashLine() {}

  static Hash parse(String what, String line) throws MalformedNoteException {
    return CanonicalBase64.decode(line)
        .filter(bytes -> bytes.length == Hash.LENGTH)
        .map(Hash::of)
        .orElseThrow(
            () ->
                new MalformedNoteException(
                    "%s: \"%s\" is no base64 of 32 bytes".formatted(what, line)));
  }

  static String write(Hash hash) {
    return Base64.getEncoder().encodeToString(hash.bytes());
  }
}
