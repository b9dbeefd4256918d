package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs notes. Immutable; its text is a secret, so there is no {@code toString}
 * that shows it.
 *
 * <p>Written as Go's {@code golang.org/x/mod/sumdb/note} does: {@code PRIVATE+KEY+<name>+<key
 * id>+<base64 of the kind's identifier and the seed>}.
 */
public final class NoteSigner {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final NoteVerifier verifier;
  private final byte[] seed;

  private NoteSigner(String name, SignatureKind kind, byte[] seed) {
    this.verifier = new NoteVerifier(name, kind, publicKey(kind, seed));
    this.seed = seed;
  }

  private static byte[] publicKey(SignatureKind kind, byte[] seed) {
    if (kind == SignatureKind.SM2) {
      return Sm2.publicKey(seed);
    }
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  /** A new key. */
  public static NoteSigner generate(String name, SignatureKind kind) {
    if (kind == SignatureKind.SM2) {
      return new NoteSigner(name, kind, Sm2.generate());
    }
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
            .orElseThrow(() -> new MalformedNoteException("a signing key ends with base64"));
    SignatureKind kind = SignatureKind.ofSecretKey(bytes);
    byte[] seed = kind.key(bytes);
    if (kind == SignatureKind.SM2 && !Sm2.isSecretKey(seed)) {
      throw new MalformedNoteException("not an SM2 private key");
    }
    NoteSigner signer = new NoteSigner(parts[2], kind, seed);
    if (!signer.verifier.toString().startsWith(parts[2] + "+" + parts[3] + "+")) {
      throw new MalformedNoteException("the key id " + parts[3] + " is not that of the key");
    }
    return signer;
  }

  /**
   * Reads a private key of a log: PEM (Ed25519 or SM2 in PKCS #8, as OpenSSL makes it), or as
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
      AsymmetricKeyParameter read = PrivateKeyFactory.createKey(Base64.getDecoder().decode(base64));
      if (read instanceof Ed25519PrivateKeyParameters key) {
        return new NoteSigner(name, SignatureKind.ED25519, key.getEncoded());
      }
      byte[] sm2 = read instanceof ECPrivateKeyParameters key ? Sm2.secret(key) : null;
      if (sm2 != null) {
        return new NoteSigner(name, SignatureKind.SM2, sm2);
      }
    } catch (IOException | RuntimeException e) {
      // Told below: the library's own words could show the key.
    }
    throw new MalformedNoteException("the PEM holds neither an Ed25519 nor an SM2 key in PKCS #8");
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
          case SM2 -> Sm2.sign(seed, text.getBytes(UTF_8));
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
    byte[] bytes = verifier.kind().encode(seed);
    String[] parts = verifier.toString().split("\\+", 3);
    return PREFIX + parts[0] + "+" + parts[1] + "+" + Base64.getEncoder().encodeToString(bytes);
  }

  /** The public key: never the secret one. */
  @Override
  public String toString() {
    return "signer of " + verifier;
  }
}
