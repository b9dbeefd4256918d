package dev.yunzhi.audit.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One line under a note.
 *
 * @param name of the key
 * @param keyId tells keys of one name apart
 * @param signature whatever the key's kind makes of it; not to be changed
 */
// Compared by its line.
@SuppressWarnings("ArrayRecordComponent")
public record NoteSignature(String name, int keyId, byte[] signature) {
  private static final String PREFIX = "\u2014 ";

  /** The line without its end. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return PREFIX + name + " " + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads a line.
   *
   * @param line without its end
   */
  public static NoteSignature parse(String line) throws MalformedNoteException {
    String[] parts = line.split(" ", -1);
    if (!line.startsWith(PREFIX) || parts.length != 3 || !KeyName.isValid(parts[1])) {
      throw new MalformedNoteException(
          "a signature line must be an em dash, a key's name and base64, not: " + line);
    }
    byte[] bytes = decode(parts[2], line);
    if (bytes.length <= Integer.BYTES) {
      throw new MalformedNoteException("a signature of no bytes: " + line);
    }
    return new NoteSignature(
        parts[1],
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  private static byte[] decode(String base64, String line) throws MalformedNoteException {
    return CanonicalBase64.decode(base64)
        .orElseThrow(() -> new MalformedNoteException("no base64 at the end of: " + line));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that && line().equals(that.line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }
}
