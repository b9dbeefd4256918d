package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** How a key signs (C2SP signed-note, "Signature types"). */
public enum SignatureKind {
  /** A log's Ed25519 signature over the text. */
  ED25519("\1", Ed25519.PUBLIC_KEY_SIZE, Ed25519.SECRET_KEY_SIZE),
  /** A witness' Ed25519 signature over the text and the time (C2SP tlog-cosignature). */
  COSIGNATURE("\4", Ed25519.PUBLIC_KEY_SIZE, Ed25519.SECRET_KEY_SIZE),
  /**
   * A log's SM2 signature with SM3 over the text. C2SP has assigned it no byte: 0xff is for those,
   * followed by a longer identifier.
   */
  SM2("\u00ffyunzhi.dev/sm2-sm3", Sm2.PUBLIC_KEY_SIZE, Sm2.SECRET_KEY_SIZE);

  /** A character for each byte. */
  private final String identifier;

  private final int publicKeySize;
  private final int secretKeySize;

  SignatureKind(String identifier, int publicKeySize, int secretKeySize) {
    this.identifier = identifier;
    this.publicKeySize = publicKeySize;
    this.secretKeySize = secretKeySize;
  }

  /** What stands before a key of the kind, and is hashed into its id. */
  byte[] identifier() {
    return identifier.getBytes(ISO_8859_1);
  }

  /** The kind of an encoded key, by what stands before it; its length is checked too. */
  static SignatureKind ofPublicKey(byte[] encoded) throws MalformedNoteException {
    SignatureKind kind = of(encoded);
    kind.requireLength(encoded, kind.publicKeySize);
    return kind;
  }

  /** As above; the message does not show the key. */
  static SignatureKind ofSecretKey(byte[] encoded) throws MalformedNoteException {
    SignatureKind kind = of(encoded);
    kind.requireLength(encoded, kind.secretKeySize);
    return kind;
  }

  private void requireLength(byte[] encoded, int size) throws MalformedNoteException {
    if (encoded.length != identifier.length() + size) {
      throw new MalformedNoteException(
          "the key has %d bytes, not %d".formatted(encoded.length - identifier.length(), size));
    }
  }

  /** The key behind the identifier. */
  byte[] key(byte[] encoded) {
    return Arrays.copyOfRange(encoded, identifier.length(), encoded.length);
  }

  /** The key with the identifier before it. */
  byte[] encode(byte[] key) {
    byte[] encoded = Arrays.copyOf(identifier(), identifier.length() + key.length);
    System.arraycopy(key, 0, encoded, identifier.length(), key.length);
    return encoded;
  }

  private static SignatureKind of(byte[] encoded) throws MalformedNoteException {
    for (SignatureKind kind : values()) {
      if (new String(encoded, ISO_8859_1).startsWith(kind.identifier)) {
        return kind;
      }
    }
    throw new MalformedNoteException(
        encoded.length == 0
            ? "a key of no bytes"
            : "a key of kind %d; known are 1 (Ed25519), 4 (cosignature) and 255 (SM2 with SM3)"
                .formatted(encoded[0] & 0xff));
  }
}
