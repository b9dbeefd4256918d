package dev.yunzhi.e2e.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one standard policy is tried with: a file {@code standard/policies/<id>.yaml}, and where it
 * catches several things {@code <id>.<thing>.yaml}.
 *
 * @param name of the file
 * @param policy id of the policy
 * @param as who sends the objects; {@code administrator} is a member of {@code system:masters}
 * @param passes an object that the policy lets pass: {@code standard/right/<object>.yaml} with a
 *     merge patch
 * @param caught the same, with one more merge patch that the policy is there for
 * @param refused whether the answer is a refusal; if not, it is a warning
 * @param says texts of the answer
 */
public record PolicyTrial(
    String name,
    String policy,
    String as,
    ObjectNode passes,
    ObjectNode caught,
    boolean refused,
    List<String> says) {

  static final Path FOLDER = Programs.root().resolve("e2e/src/test/resources/standard");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** One for each file, by name. */
  public static List<PolicyTrial> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("policies"))) {
      return files.sorted().map(PolicyTrial::read).toList();
    }
  }

  private static PolicyTrial read(Path file) {
    try {
      JsonNode trial = YAML.readTree(file.toFile());
      Path right = FOLDER.resolve("right").resolve(trial.path("object").asText() + ".yaml");
      ObjectNode passes = merged(YAML.readTree(right.toFile()), trial.path("passes"));
      var says = new ArrayList<String>();
      trial.path("says").forEach(text -> says.add(text.asText()));
      String name = file.getFileName().toString().replace(".yaml", "");
      return new PolicyTrial(
          name,
          name.split("\\.", 2)[0],
          trial.path("as").asText(),
          passes,
          merged(passes, trial.path("caught")),
          trial.path("answer").asText().equals("refused"),
          says);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** RFC 7386. */
  static ObjectNode merged(JsonNode target, JsonNode patch) {
    ObjectNode result =
        target instanceof ObjectNode object ? object.deepCopy() : YAML.createObjectNode();
    patch
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNull()) {
                result.remove(field.getKey());
              } else if (value.isObject()) {
                result.set(field.getKey(), merged(result.path(field.getKey()), value));
              } else {
                result.set(field.getKey(), value);
              }
            });
    return result;
  }

  @Override
  public String toString() {
    return name;
  }
}
