package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs notes. Immutable; its text is a secret, so there is no {@code toString}
 * that shows it.
 *
 * <p>Written as Go's {@code golang.org/x/mod/sumdb/note} does: {@code PRIVATE+KEY+<name>+<key
 * id>+<base64 of the kind's byte and the seed>}.
 */
public final class NoteSigner {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final NoteVerifier verifier;
  private final byte[] seed;

  private NoteSigner(String name, SignatureKind kind, byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    this.verifier = new NoteVerifier(name, kind, key);
    this.seed = seed;
  }

  /** A new key. */
  public static NoteSigner generate(String name, SignatureKind kind) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    Ed25519.generatePrivateKey(new SecureRandom(), seed);
    return new NoteSigner(name, kind, seed);
  }

  /**
   * Reads a private key.
   *
   * @throws MalformedNoteException when it is not written as one; the message does not show it
   */
  public static NoteSigner parse(String written) throws MalformedNoteException {
    String[] parts = written.strip().split("\\+", 5);
    if (!written.strip().startsWith(PREFIX) || parts.length != 5 || !KeyName.isValid(parts[2])) {
      throw new MalformedNoteException(
          "a signing key is PRIVATE+KEY+<name>+<8 hex digits>+<base64>; this is not");
    }
    byte[] bytes =
        CanonicalBase64.decode(parts[4])
            .filter(decoded -> decoded.length == 1 + Ed25519.SECRET_KEY_SIZE)
            .orElseThrow(
                () ->
                    new MalformedNoteException(
                        "a signing key ends with the base64 of %d bytes"
                            .formatted(1 + Ed25519.SECRET_KEY_SIZE)));
    NoteSigner signer =
        new NoteSigner(
            parts[2], SignatureKind.of(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length));
    if (!signer.verifier.toString().startsWith(parts[2] + "+" + parts[3] + "+")) {
      throw new MalformedNoteException("the key id " + parts[3] + " is not that of the key");
    }
    return signer;
  }

  /**
   * Reads a private key of a log: PEM (Ed25519 in PKCS #8, as OpenSSL and Helm make it), or as
   * {@link #parse} has it.
   *
   * @param name of the key where the PEM has none, and what the other's name must be
   * @throws MalformedNoteException when it is neither, or of another name; does not show it
   */
  public static NoteSigner read(String name, String text) throws MalformedNoteException {
    if (!text.contains("-----BEGIN")) {
      NoteSigner signer = parse(text);
      if (!signer.verifier.name().equals(name)) {
        throw new MalformedNoteException(
            "the key is named %s; it must be %s".formatted(signer.verifier.name(), name));
      }
      return signer;
    }
    String base64 = text.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      if (PrivateKeyFactory.createKey(Base64.getDecoder().decode(base64))
          instanceof Ed25519PrivateKeyParameters key) {
        return new NoteSigner(name, SignatureKind.ED25519, key.getEncoded());
      }
    } catch (IOException | RuntimeException e) {
      // Told below: the library's own words could show the key.
    }
    throw new MalformedNoteException("the PEM holds no Ed25519 key in PKCS #8");
  }

  /** The public key to it. */
  public NoteVerifier verifier() {
    return verifier;
  }

  /**
   * Signs a text.
   *
   * @param text ends with a newline
   * @param now what a cosignature states as its time; other kinds do not use it
   */
  public NoteSignature sign(String text, Instant now) {
    byte[] signature =
        switch (verifier.kind()) {
          case ED25519 -> sign(text.getBytes(UTF_8));
          case COSIGNATURE -> new Cosignature(now, sign(Cosignature.message(now, text))).bytes();
        };
    return new NoteSignature(verifier.name(), verifier.keyId(), signature);
  }

  private byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The key as it is to be kept, which nobody else may read. */
  public String secret() {
    byte[] bytes =
        ByteBuffer.allocate(1 + seed.length).put(verifier.kind().identifier()).put(seed).array();
    String[] parts = verifier.toString().split("\\+", 3);
    return PREFIX + parts[0] + "+" + parts[1] + "+" + Base64.getEncoder().encodeToString(bytes);
  }

  /** The public key: never the secret one. */
  @Override
  public String toString() {
    return "signer of " + verifier;
  }
}
