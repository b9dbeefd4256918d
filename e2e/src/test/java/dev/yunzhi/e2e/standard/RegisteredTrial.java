package dev.yunzhi.e2e.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a standard policy is tried with that judges what comes into the register of assets: a file
 * {@code standard/registered/<id>.yaml}. Each asset is a row of {@link #HEADINGS}.
 *
 * @param policy id of the policy
 * @param standing stands in the register before
 * @param passes an asset that the policy finds nothing in
 * @param caught one that it finds something in
 * @param says a text of the message, and one of the Chinese message
 */
public record RegisteredTrial(
    String policy, String standing, String passes, String caught, List<String> says) {
  static final String HEADINGS =
      "kind,code,department,custodian,category,acquired,originalValue,lifeYears,deviceType,"
          + "longitude,latitude,shared";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** One for each file, by name. */
  public static List<RegisteredTrial> all() throws IOException {
    try (Stream<Path> files = Files.list(PolicyTrial.FOLDER.resolve("registered"))) {
      return files.sorted().map(RegisteredTrial::read).toList();
    }
  }

  private static RegisteredTrial read(Path file) {
    try {
      JsonNode trial = YAML.readTree(file.toFile());
      List<String> says = new ArrayList<>();
      trial.path("says").forEach(text -> says.add(text.asText()));
      return new RegisteredTrial(
          file.getFileName().toString().replace(".yaml", ""),
          trial.path("standing").asText(),
          trial.path("passes").asText(),
          trial.path("caught").asText(),
          says);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
