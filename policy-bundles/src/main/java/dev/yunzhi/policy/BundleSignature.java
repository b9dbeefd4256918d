package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What {@code .signatures.json} says: one JWT whose claims list every file of the bundle with its
 * digest (<a href="https://www.openpolicyagent.org/docs/management-bundles#signature-format">
 * format</a>).
 *
 * @param files hexadecimal SHA-256 by path, which begins with a slash
 */
record BundleSignature(Map<String, String> files) {
  static final String FILE = "/.signatures.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads and verifies it.
   *
   * @param json content of the file
   * @param key of the curve P-256
   * @throws UntrustedBundleException if it is not of this key, key id and scope
   */
  static BundleSignature verified(byte[] json, PublicKey key, String keyId, String scope)
      throws UntrustedBundleException {
    String[] token = token(json).split("\\.", -1);
    if (token.length != 3) {
      throw new UntrustedBundleException(FILE + " holds no compact JWT");
    }
    JsonNode header = part(token[0]);
    JsonNode claims = part(token[1]);
    if (!header.path("alg").asText().equals("ES256")) {
      throw new UntrustedBundleException(
          "the bundle is signed by %s; it must be ES256".formatted(header.path("alg").asText()));
    }
    // Where it is given claims of its own, opa leaves the header's empty.
    String signer =
        header.path("kid").asText().isEmpty()
            ? claims.path("keyid").asText()
            : header.path("kid").asText();
    if (!signer.equals(keyId)) {
      throw new UntrustedBundleException(
          "the bundle is signed by the key \"%s\"; it must be \"%s\"".formatted(signer, keyId));
    }
    if (!isSigned(token, key)) {
      throw new UntrustedBundleException(
          "the bundle's signature is not of the key \"%s\" as it is known here".formatted(keyId));
    }
    if (!claims.path("scope").asText().equals(scope)) {
      throw new UntrustedBundleException(
          "the bundle is signed for the scope \"%s\"; it must be \"%s\""
              .formatted(claims.path("scope").asText(), scope));
    }
    return new BundleSignature(files(claims.path("files")));
  }

  private static String token(byte[] json) throws UntrustedBundleException {
    try {
      JsonNode file = JSON.readTree(json);
      if (file.path("signatures").size() == 1
          && Set.of("", "_default").contains(file.path("plugin").asText())) {
        return file.path("signatures").path(0).asText();
      }
      throw new UntrustedBundleException(FILE + " must hold one JWT, and name no plugin");
    } catch (IOException e) {
      throw new UntrustedBundleException(FILE + " is not JSON", e);
    }
  }

  private static JsonNode part(String encoded) throws UntrustedBundleException {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(encoded));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new UntrustedBundleException(FILE + " holds no JWT: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UntrustedBundleException(FILE + " cannot be read", e);
    }
  }

  private static boolean isSigned(String[] token, PublicKey key) throws UntrustedBundleException {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(key);
      signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(token[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UntrustedBundleException(
          "the bundle's signature cannot be verified: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> files(JsonNode list) throws UntrustedBundleException {
    Map<String, String> files = new HashMap<>();
    for (JsonNode file : list) {
      String path = "/" + file.path("name").asText().replaceFirst("^/", "");
      if (!file.path("algorithm").asText().equals("SHA-256")) {
        throw new UntrustedBundleException(
            "%s is hashed by %s; it must be SHA-256"
                .formatted(path, file.path("algorithm").asText()));
      }
      if (files.put(path, file.path("hash").asText()) != null) {
        throw new UntrustedBundleException("the bundle's signature names %s twice".formatted(path));
      }
    }
    return files;
  }
}
