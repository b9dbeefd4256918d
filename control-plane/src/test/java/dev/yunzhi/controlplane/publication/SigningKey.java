package dev.yunzhi.controlplane.publication;

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
 * A key as the chart would make one.
 *
 * @param secret PEM, PKCS #8
 * @param shown PEM of the public half
 */
record SigningKey(Path secret, Path shown) {

  static SigningKey in(Path folder) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    return new SigningKey(
        Files.writeString(folder.resolve("signing.key"), pem("PRIVATE KEY", pair.getPrivate())),
        Files.writeString(folder.resolve("signing.pub"), pem("PUBLIC KEY", pair.getPublic())));
  }

  private static String pem(String type, Key key) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(
            type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
  }
}
