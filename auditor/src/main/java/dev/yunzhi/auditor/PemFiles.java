package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What a server shows to clients, out of two PEM files. */
final class PemFiles {
  private PemFiles() {}

  /**
   * Reads them.
   *
   * @param certificate the chain, its own certificate first
   * @param key PKCS #8, of RSA, an elliptic curve or Ed25519
   * @throws IOException when one cannot be read, is not what it should be, or does not belong to
   *     the other; shows nothing of the key
   */
  static SSLContext server(Path certificate, Path key) throws IOException {
    char[] inMemory = new char[0];
    try (InputStream pem = Files.newInputStream(certificate)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(pem)
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new IOException("%s holds no certificate".formatted(certificate));
      }
      PrivateKey secret = privateKey(key);
      if (!areOfOnePair(secret, chain[0].getPublicKey())) {
        throw new IOException(
            "%s is not the key of the first certificate in %s".formatted(key, certificate));
      }
      KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
      keys.load(null, null);
      keys.setKeyEntry("witness", secret, inMemory, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, inMemory);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s and %s are not a certificate and its key in PEM".formatted(certificate, key), e);
    }
  }

  /** Nothing else looks: with another key, every client's handshake would fail. */
  private static boolean areOfOnePair(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(known.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (secret.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> "Ed25519";
            });
    byte[] words = "whether two keys are of one pair".getBytes(UTF_8);
    signature.initSign(secret);
    signature.update(words);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update(words);
    return signature.verify(signed);
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new IOException("%s holds no private key in PKCS #8".formatted(file));
    }
    byte[] encoded = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // Of another kind, then.
      }
    }
    throw new IOException("%s holds a key of a kind that is not known here".formatted(file));
  }
}
