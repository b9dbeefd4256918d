package dev.yunzhi.e2e.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a standard policy is tried with whose objects no webhook is shown: a file {@code
 * standard/scanned/<id>.yaml}, and where it finds several things {@code <id>.<thing>.yaml}.
 *
 * @param name of the file
 * @param policy id of the policy
 * @param passes an object that the policy finds nothing in: {@code standard/right/<object>.yaml},
 *     or kind and name of one that the chart installs
 * @param installed whether it is the chart's
 * @param patch a merge patch that brings about what the policy is there for; null takes the object
 *     away
 * @param result of the report
 * @param rule the field at fault
 * @param says a text of the message, and one of the Chinese message
 */
public record ScanTrial(
    String name,
    String policy,
    ObjectNode passes,
    boolean installed,
    ObjectNode patch,
    String result,
    String rule,
    List<String> says) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** One for each file, by name. */
  public static List<ScanTrial> all() throws IOException {
    try (Stream<Path> files = Files.list(PolicyTrial.FOLDER.resolve("scanned"))) {
      return files.sorted().map(ScanTrial::read).toList();
    }
  }

  private static ScanTrial read(Path file) {
    try {
      JsonNode trial = YAML.readTree(file.toFile());
      var says = new ArrayList<String>();
      trial.path("says").forEach(text -> says.add(text.asText()));
      String name = file.getFileName().toString().replace(".yaml", "");
      return new ScanTrial(
          name,
          name.split("\\.", 2)[0],
          passes(trial),
          trial.has("installed"),
          trial.get("caught") instanceof ObjectNode patch ? patch : null,
          trial.path("result").asText(),
          trial.path("rule").asText(),
          says);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static ObjectNode passes(JsonNode trial) throws IOException {
    if (trial.get("installed") instanceof ObjectNode installed) {
      ObjectNode object = YAML.createObjectNode();
      object.set("kind", installed.get("kind"));
      object.putObject("metadata").set("name", installed.get("name"));
      return object;
    }
    Path right =
        PolicyTrial.FOLDER.resolve("right").resolve(trial.path("object").asText() + ".yaml");
    return (ObjectNode) YAML.readTree(right.toFile());
  }

  /** The object as the policy catches it; null when it is not there. */
  public ObjectNode caught() {
    return patch == null ? null : PolicyTrial.merged(passes, patch);
  }

  String kind() {
    return passes.path("kind").asText();
  }

  String object() {
    return passes.at("/metadata/name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
