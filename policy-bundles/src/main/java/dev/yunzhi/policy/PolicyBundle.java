package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An OPA bundle (<a href="https://www.openpolicyagent.org/docs/management-bundles">format</a>)
 * whose policies are compiled to WebAssembly: {@code /policy.wasm}, {@code /data.json} and {@code
 * /.manifest}. Immutable.
 */
public final class PolicyBundle {
  /**
   * Where in OPA's data a bundle has ConstraintTemplates, by name: whoever loads the bundle reads
   * constraints by what was compiled, and not by what the templates have become since.
   */
  public static final String TEMPLATES = "gatekeeper";

  private static final String BUILT_IN = "bundle.tar.gz";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String revision;
  private final byte[] wasm;
  private final ObjectNode data;
  private final RuleDigests rules;
  private final List<JsonNode> templates;

  private PolicyBundle(
      String revision,
      byte[] wasm,
      ObjectNode data,
      RuleDigests rules,
      Collection<JsonNode> templates) {
    this.revision = revision;
    this.wasm = wasm;
    this.data = data;
    this.rules = rules;
    this.templates = List.copyOf(templates);
  }

  /**
   * The standard policies that came with this program.
   *
   * @throws IllegalStateException if they are not in it, which is an error of the build
   */
  public static PolicyBundle builtIn() {
    try (InputStream in = PolicyBundle.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(
            "the standard policies are missing: no resource " + BUILT_IN);
      }
      return read(in);
    } catch (IOException | InvalidBundleException e) {
      throw new IllegalStateException("the standard policies cannot be read", e);
    }
  }

  /**
   * Reads a bundle file ({@code .tar.gz}).
   *
   * @throws InvalidBundleException if it is no bundle or has no WebAssembly in it
   * @throws IOException if the file cannot be read
   */
  public static PolicyBundle read(Path file) throws IOException, InvalidBundleException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** As {@link #read(Path)}, from a stream, which stays open. */
  public static PolicyBundle read(InputStream in) throws IOException, InvalidBundleException {
    return of(BundleArchive.unpack(in));
  }

  /** From the files of an archive, by path. */
  static PolicyBundle of(Map<String, byte[]> files) throws InvalidBundleException {
    byte[] wasm = files.get("/policy.wasm");
    if (wasm == null) {
      throw new InvalidBundleException(
          "the bundle has no /policy.wasm; build it with: opa build -t wasm -e yunzhi/findings");
    }
    ObjectNode data = object("/data.json", files.get("/data.json"));
    ObjectNode manifest = object("/.manifest", files.get("/.manifest"));
    String revision = manifest.path("revision").asText();
    // They are for whoever reads constraints; no policy has to hold them in memory.
    JsonNode templates = data.path(TEMPLATES);
    data.remove(TEMPLATES);
    return new PolicyBundle(
        revision.isEmpty() ? digest(files) : revision,
        wasm,
        data,
        RuleDigests.of(manifest),
        templates.valueStream().toList());
  }

  /**
   * The revision that the bundle's manifest names; where it names none, {@code sha256:} and the
   * digest of the bundle's content.
   */
  public String revision() {
    return revision;
  }

  /**
   * The ConstraintTemplates whose Rego is in it, for {@link
   * dev.yunzhi.policy.gatekeeper.ConstraintTemplate#parse}; nobody changes them.
   */
  public List<JsonNode> templates() {
    return templates;
  }

  /** The rules of Policy objects that it was built of. */
  public RuleDigests rules() {
    return rules;
  }

  /** The WebAssembly module; the caller does not change it. */
  byte[] wasm() {
    return wasm;
  }

  /** A copy of the bundle's data. */
  ObjectNode data() {
    return data.deepCopy();
  }

  private static ObjectNode object(String name, byte[] content) throws InvalidBundleException {
    try {
      if (content == null) {
        return JSON.createObjectNode();
      }
      if (JSON.readTree(content) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidBundleException(name + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidBundleException(name + " cannot be read: " + e.getMessage(), e);
    }
    throw new InvalidBundleException(name + " is not a JSON object");
  }

  private static String digest(Map<String, byte[]> files) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String name : new String[] {"/policy.wasm", "/data.json"}) {
        sha256.update(files.getOrDefault(name, new byte[0]));
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
