package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.RuleDigests;
import dev.yunzhi.policy.StandardPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle is built of: text by its path in the bundle, which begins with a slash. Immutable.
 */
record Sources(SortedMap<String, String> files) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "/.manifest";

  /**
   * The bundle has these paths of OPA's data, so that an agent can have other bundles beside it.
   */
  private static final String ROOTS =
      "{\"roots\":[\"yunzhi\",\"parameters\",\"effects\",\"clauses\",\"system/log\"]}";

  Sources {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static Sources standard() {
    SortedMap<String, String> files = new TreeMap<>(StandardPolicies.sources());
    files.put(MANIFEST, ROOTS);
    return new Sources(files);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  static Sources of(String json) {
    try {
      return new Sources(JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the sources of a revision cannot be read", e);
    }
  }

  String json() {
    try {
      return JSON.writeValueAsString(files);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text is always JSON", e);
    }
  }

  /** These and the module of one more policy, which the manifest names. */
  Sources with(RuleId id, String rego) {
    SortedMap<String, String> more = new TreeMap<>(files);
    more.put(path(id), rego);
    more.put(MANIFEST, naming(id, rego));
    return new Sources(more);
  }

  private String naming(RuleId id, String rego) {
    try {
      ObjectNode manifest = (ObjectNode) JSON.readTree(files.get(MANIFEST));
      RuleDigests.of(manifest).with(id.value(), rego).addTo(manifest);
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }

  /** The module of a policy that was added. */
  Optional<String> module(RuleId id) {
    return Optional.ofNullable(files.get(path(id)));
  }

  private static String path(RuleId id) {
    return "/yunzhi/policies/%1$s/%1$s.rego".formatted(id.key());
  }

  /** SHA-256 over all paths and texts. */
  byte[] digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> file : files.entrySet()) {
        for (String part : new String[] {file.getKey(), file.getValue()}) {
          byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
          sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
          sha256.update(bytes);
        }
      }
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The revision that these are as the given one of the sequence. */
  String revision(long sequence) {
    return sequence + "-" + HexFormat.of().formatHex(digest(), 0, 6);
  }

  void write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey().substring(1));
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
  }
}
