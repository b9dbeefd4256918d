package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.yunzhi.policy.Opa;
import dev.yunzhi.policy.PolicyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A template of the tests with its constraints: one file as kubectl would apply it. */
record TemplateFile(JsonNode yaml, ConstraintTemplate template, List<Constraint> constraints) {
  private static final Path FOLDER = Path.of("src/test/resources/gatekeeper");

  /** Keeps numbers as they are written. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static List<TemplateFile> all() throws IOException, RefusedException {
    List<TemplateFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(FOLDER)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).sorted().toList()) {
        files.add(read(Files.readString(path)));
      }
    }
    return files;
  }

  static TemplateFile read(String yaml) throws IOException, RefusedException {
    List<JsonNode> documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    ConstraintTemplate template = ConstraintTemplate.parse(documents.get(0));
    List<Constraint> constraints = new ArrayList<>();
    for (JsonNode constraint : documents.subList(1, documents.size())) {
      constraints.add(Constraint.parse(constraint, template));
    }
    return new TemplateFile(YAML.createArrayNode().addAll(documents), template, constraints);
  }

  static JsonNode yaml(String text) throws IOException {
    return YAML.readTree(text);
  }

  /** Compiles the templates, and nothing else, to one bundle. */
  static PolicyBundle build(Path folder, List<ConstraintTemplate> templates) throws Exception {
    TemplateBundle sources = TemplateBundle.of(templates);
    Path source = folder.resolve("source");
    for (RegoModule module : sources.modules()) {
      Path file = source.resolve(module.path().substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, module.rego());
    }
    Files.writeString(source.resolve(".manifest"), sources.manifest().toString());
    Path bundle = folder.resolve("bundle.tar.gz");
    List<Object> arguments =
        new ArrayList<>(
            List.of("build", "--target", "wasm", "--bundle", source, "--output", bundle));
    sources.entrypoints().forEach(name -> arguments.addAll(List.of("--entrypoint", name)));
    Opa.Run run = Opa.run(arguments.toArray());
    if (run.exitCode() != 0) {
      throw new IOException("opa build: " + run.out() + run.err());
    }
    return PolicyBundle.read(bundle);
  }
}
