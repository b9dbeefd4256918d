package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key that somebody trusts (C2SP signed-note, "Verifier keys"). Immutable.
 *
 * <p>Written as {@code <name>+<key id, 8 hex digits>+<base64 of the kind's byte and the key>}.
 */
public final class NoteVerifier {
  private final String name;
  private final SignatureKind kind;
  private final byte[] key;
  private final int keyId;

  NoteVerifier(String name, SignatureKind kind, byte[] key) {
    this.name = KeyName.require(name);
    this.kind = kind;
    this.key = key.clone();
    this.keyId = keyId(name, kind, key);
  }

  private static int keyId(String name, SignatureKind kind, byte[] key) {
    Hash hash = Hash.sha256((name + "\n").getBytes(UTF_8), new byte[] {kind.identifier()}, key);
    return ByteBuffer.wrap(hash.bytes()).getInt();
  }

  /**
   * Reads a verifier key.
   *
   * @throws MalformedNoteException when it is not written as one, or its key id is not its own
   */
  public static NoteVerifier parse(String written) throws MalformedNoteException {
    // Base 64 may have plus signs of its own, so the first two part it.
    String[] parts = written.strip().split("\\+", 3);
    if (parts.length != 3 || !KeyName.isValid(parts[0])) {
      throw new MalformedNoteException(
          "a verifier key is <name>+<8 hex digits>+<base64>, not: " + written.strip());
    }
    byte[] bytes =
        CanonicalBase64.decode(parts[2])
            .orElseThrow(() -> new MalformedNoteException("a verifier key ends with base64"));
    if (bytes.length != 1 + Ed25519.PUBLIC_KEY_SIZE) {
      throw new MalformedNoteException(
          "the key has %d bytes, not %d".formatted(bytes.length, 1 + Ed25519.PUBLIC_KEY_SIZE));
    }
    byte[] key = Arrays.copyOfRange(bytes, 1, bytes.length);
    if (!Ed25519.validatePublicKeyFull(key, 0)) {
      throw new MalformedNoteException("not an Ed25519 public key");
    }
    NoteVerifier verifier = new NoteVerifier(parts[0], SignatureKind.of(bytes[0]), key);
    if (!verifier.hexId().equals(parts[1])) {
      throw new MalformedNoteException(
          "the key id is %s; of this name and key it would be %s"
              .formatted(parts[1], verifier.hexId()));
    }
    return verifier;
  }

  /** The name of the key. */
  public String name() {
    return name;
  }

  public SignatureKind kind() {
    return kind;
  }

  int keyId() {
    return keyId;
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(keyId);
  }

  /** Whether the signature says that it is of this key; whether it is right is another matter. */
  public boolean claims(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == keyId;
  }

  /** The first signature that is of this key and right. */
  public Optional<NoteSignature> find(Note note) {
    return note.signatures().stream()
        .filter(signature -> claims(signature) && verifies(note.text(), signature))
        .findFirst();
  }

  /** Whether it is this key's signature of the text. */
  public boolean verifies(String text, NoteSignature signature) {
    if (!claims(signature)) {
      return false;
    }
    byte[] bytes = signature.signature();
    byte[] signed = text.getBytes(UTF_8);
    if (kind == SignatureKind.COSIGNATURE) {
      Optional<Cosignature> cosignature = Cosignature.of(signature);
      if (cosignature.isEmpty()) {
        return false;
      }
      signed = cosignature.get().message(text);
      bytes = cosignature.get().signature();
    }
    return bytes.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(bytes, 0, key, 0, signed, 0, signed.length);
  }

  /** The key as it is written. */
  @Override
  public String toString() {
    byte[] bytes = ByteBuffer.allocate(1 + key.length).put(kind.identifier()).put(key).array();
    return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteVerifier that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
