package dev.yunzhi.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A key of the publisher of bundles, as {@code opa sign} takes it. */
final class SigningKey {
  private final Path folder;
  private final KeyPair pair;

  SigningKey(Path folder) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.folder = Files.createTempDirectory(folder, "key");
    this.pair = generator.generateKeyPair();
    Files.writeString(
        this.folder.resolve("private.pem"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  String publicPem() {
    return pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(der));
  }

  /**
   * Writes {@code .signatures.json}.
   *
   * @param bundle whose files it is to sign
   * @param into folder
   */
  void sign(Path bundle, Path into, String keyId, String scope) throws Exception {
    Path claims =
        Files.writeString(
            folder.resolve("claims.json"),
            "{\"keyid\": \"%s\", \"scope\": \"%s\"}".formatted(keyId, scope));
    Opa.Run run =
        Opa.run(
            "sign",
            "--signing-alg",
            "ES256",
            "--signing-key",
            folder.resolve("private.pem"),
            "--claims-file",
            claims,
            "--output-file-path",
            into,
            "--bundle",
            bundle);
    if (run.exitCode() != 0) {
      throw new IOException("opa sign: " + run.out() + run.err());
    }
  }
}
