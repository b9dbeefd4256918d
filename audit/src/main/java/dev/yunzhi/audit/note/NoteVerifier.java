package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key that somebody trusts (C2SP signed-note, "Verifier keys"). Immutable.
 *
 * <p>Written as {@code <name>+<key id, 8 hex digits>+<base64 of the kind's identifier and the
 * key>}.
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
    Hash hash = Hash.sha256((name + "\n").getBytes(UTF_8), kind.identifier(), key);
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
    SignatureKind kind = SignatureKind.ofPublicKey(bytes);
    byte[] key = kind.key(bytes);
    boolean valid =
        kind == SignatureKind.SM2 ? Sm2.isPublicKey(key) : Ed25519.validatePublicKeyFull(key, 0);
    if (!valid) {
      throw new MalformedNoteException(
          "not %s public key".formatted(kind == SignatureKind.SM2 ? "an SM2" : "an Ed25519"));
    }
    NoteVerifier verifier = new NoteVerifier(parts[0], kind, key);
    if (!verifier.hexId().equals(parts[1])) {
      throw new MalformedNoteException(
          "the key id is %s; of this name and key it would be %s"
              .formatted(parts[1], verifier.hexId()));
    }
    return verifier;
  }

  /**
   * Reads verifier keys, a line each; blank lines are none.
   *
   * @throws MalformedNoteException as {@link #parse} does
   */
  public static List<NoteVerifier> parseLines(String written) throws MalformedNoteException {
    List<NoteVerifier> keys = new ArrayList<>();
    for (String line : written.lines().toList()) {
      if (!line.isBlank()) {
        keys.add(parse(line));
      }
    }
    return keys;
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

  /** Whether a signature says that it is of this key and is not: somebody changed note or line. */
  public boolean isForged(Note note) {
    return note.signatures().stream()
        .anyMatch(signature -> claims(signature) && !verifies(note.text(), signature));
  }

  /** Whether it is this key's signature of the text. */
  public boolean verifies(String text, NoteSignature signature) {
    if (!claims(signature)) {
      return false;
    }
    byte[] bytes = signature.signature();
    byte[] signed = text.getBytes(UTF_8);
    return switch (kind) {
      case ED25519 -> verifies(signed, bytes);
      case COSIGNATURE ->
          Cosignature.of(signature)
              .filter(seen -> verifies(seen.message(text), seen.signature()))
              .isPresent();
      case SM2 -> bytes.length == Sm2.SIGNATURE_SIZE && Sm2.verify(key, signed, bytes);
    };
  }

  private boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
  }

  /** The key as it is written. */
  @Override
  public String toString() {
    return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(kind.encode(key));
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
