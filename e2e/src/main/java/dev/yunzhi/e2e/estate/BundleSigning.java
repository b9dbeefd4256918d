package dev.yunzhi.e2e.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key that bundles of policies are signed with, made once for a state folder. PEM.
 *
 * @param key the private half (PKCS #8), readable by its owner only
 * @param publicKey for whoever verifies bundles
 */
public record BundleSigning(Path key, Path publicKey) {

  /** The key of a state folder; made on its first use. */
  public static BundleSigning of(Path state) throws IOException {
    var of =
        new BundleSigning(state.resolve("bundle-signing.key"), state.resolve("bundle-signing.pub"));
    if (!Files.exists(of.key)) {
      KeyPair pair = newPair();
      Files.writeString(of.publicKey, pem("PUBLIC KEY", pair.getPublic()));
      // Last: its presence says that both are there.
      SecretFile.write(of.key, pem("PRIVATE KEY", pair.getPrivate()));
    }
    return of;
  }

  /** For ES256. */
  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  private static String pem(String type, Key key) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64);
  }
}
