package dev.yunzhi.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bundles that one key has signed, and no others. As strict as OPA, and stricter where OPA
 * leaves a choice: ES256 and SHA-256 alone, no YAML, no file and no key twice. Immutable.
 */
public final class BundleVerifier {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (PUBLIC KEY|CERTIFICATE)-----(.+?)-----END \\1-----", Pattern.DOTALL);
  private static final int P_256_BITS = 256;

  private final PublicKey key;
  private final String keyId;
  private final String scope;

  private BundleVerifier(PublicKey key, String keyId, String scope) {
    this.key = key;
    this.keyId = keyId;
    this.scope = scope;
  }

  /**
   * By a key in a text.
   *
   * @param pem {@code PUBLIC KEY}, or a {@code CERTIFICATE} of which only the key counts; of the
   *     curve P-256
   * @param keyId that a signature must name
   * @param scope that a signature must be for
   * @throws IllegalArgumentException if the text holds no such key
   */
  public static BundleVerifier of(String pem, String keyId, String scope) {
    Matcher found = PEM.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "there is no PEM block PUBLIC KEY or CERTIFICATE in the key of the bundles");
    }
    try {
      PublicKey key = key(found.group(1), Base64.getMimeDecoder().decode(found.group(2)));
      if (key instanceof ECPublicKey curve
          && curve.getParams().getCurve().getField().getFieldSize() == P_256_BITS) {
        return new BundleVerifier(key, keyId, scope);
      }
      throw new IllegalArgumentException(
          "the key of the bundles is %s; ES256 needs one of the curve P-256"
              .formatted(key.getAlgorithm()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of the bundles cannot be read", e);
    }
  }

  private static PublicKey key(String type, byte[] der) throws GeneralSecurityException {
    return type.equals("CERTIFICATE")
        ? CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der))
            .getPublicKey()
        : KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
  }

  /**
   * Reads a bundle file ({@code .tar.gz}).
   *
   * @throws UntrustedBundleException if it is not signed, not by this key, or not as it was signed
   * @throws InvalidBundleException if it is no bundle, or has no WebAssembly in it
   */
  public PolicyBundle read(byte[] archive) throws InvalidBundleException {
    Map<String, byte[]> files = BundleArchive.unpack(new ByteArrayInputStream(archive));
    byte[] signatures = files.remove(BundleSignature.FILE);
    if (signatures == null) {
      throw new UntrustedBundleException("the bundle is not signed: no " + BundleSignature.FILE);
    }
    Map<String, String> signed =
        new TreeMap<>(BundleSignature.verified(signatures, key, keyId, scope).files());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String want = signed.remove(file.getKey());
      if (want == null) {
        throw new UntrustedBundleException(
            "%s is in the bundle and not in its signature".formatted(file.getKey()));
      }
      String got = digest(file.getKey(), file.getValue());
      if (!want.equalsIgnoreCase(got)) {
        throw new UntrustedBundleException(
            "%s: digest mismatch (want: %s, got: %s)".formatted(file.getKey(), want, got));
      }
    }
    if (!signed.isEmpty()) {
      throw new UntrustedBundleException(
          "%s is in the bundle's signature and not in the bundle"
              .formatted(String.join(", ", signed.keySet())));
    }
    return PolicyBundle.of(files);
  }

  private static String digest(String path, byte[] content) throws UntrustedBundleException {
    try {
      byte[] hashed = StructuredDocument.is(path) ? StructuredDocument.canonical(content) : content;
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
    } catch (IOException e) {
      throw new UntrustedBundleException(
          "%s cannot be verified: %s".formatted(path, e.getMessage()), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
