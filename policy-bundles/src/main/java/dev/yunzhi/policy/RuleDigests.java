package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rules of Policy objects a bundle was built of: the SHA-256 of each module as it was
 * written, by the policy's id. They stand in the bundle's signed manifest, as {@code
 * metadata.rules}; a bundle of the standard policies alone has none. Immutable.
 */
public record RuleDigests(Map<String, String> byId) {
  private static final String FIELD = "rules";

  /** Of a bundle that names no rule. */
  public static final RuleDigests NONE = new RuleDigests(Map.of());

  public RuleDigests {
    byId = Map.copyOf(byId);
  }

  /** As a bundle's manifest names them. */
  public static RuleDigests of(JsonNode manifest) {
    Map<String, String> digests = new TreeMap<>();
    manifest
        .path("metadata")
        .path(FIELD)
        .properties()
        .forEach(rule -> digests.put(rule.getKey(), rule.getValue().asText()));
    return new RuleDigests(digests);
  }

  /** These and one more rule. */
  public RuleDigests with(String id, String rego) {
    Map<String, String> more = new TreeMap<>(byId);
    more.put(id, digest(rego));
    return new RuleDigests(more);
  }

  /** Has a manifest name them, in the order of their ids. */
  public void addTo(ObjectNode manifest) {
    ObjectNode rules = manifest.withObjectProperty("metadata").putObject(FIELD);
    new TreeMap<>(byId).forEach(rules::put);
  }

  /** Whether the bundle has a rule, as it is written here. */
  public boolean has(String id, String rego) {
    return digest(rego).equals(byId.get(id));
  }

  /** Whether the bundle has a rule of this id, written otherwise. */
  public boolean hasAnother(String id, String rego) {
    return byId.containsKey(id) && !has(id, rego);
  }

  private static String digest(String rego) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(rego.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
