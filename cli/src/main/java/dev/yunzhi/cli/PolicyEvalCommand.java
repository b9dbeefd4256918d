package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yunzhi policy eval}. */
@Command(
    name = "eval",
    description =
        "Tell what a rule finds in one object, from a file or as it stands in the cluster. The"
            + " context is empty but for the instant and, for an object of the cluster, the exceptions"
            + " in force there, unless --input-context gives one. Exit code 1 when it would be"
            + " denied.",
    mixinStandardHelpOptions = true)
final class PolicyEvalCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private OpaProgram opa;

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      description = "Folder of a rule, or file with its Policy.")
  private Path place;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Of the object. Default: the one that it names.")
  private String namespace;

  @Option(
      names = "--input-context",
      paramLabel = "FILE",
      description = "JSON or YAML of input.context: tenant, department, namespace and so on.")
  private Path inputContext;

  /** The object that is judged. */
  static final class Subject {
    @Option(
        names = {"-f", "--filename"},
        paramLabel = "FILE",
        description = "YAML or JSON of the object; - reads standard input.")
    private String file;

    @Option(
        names = "--object",
        paramLabel = "APIVERSION/KIND/NAME",
        description = "An object of the cluster, for example apps/v1/Deployment/web or v1/Pod/web.")
    private String object;
  }

  @Override
  public Integer call() throws Unusable, IOException {
    WrittenRule rule = WrittenRule.at(place);
    ArrayNode exceptions = JSON.createArrayNode();
    JsonNode object =
        subject.file == null ? live(subject.object, exceptions) : written(subject.file);
    try (Workbench bench = new Workbench(rule)) {
      JSON.writeValue(bench.folder().resolve("input.json").toFile(), input(object, exceptions));
      List<String> arguments =
          List.of(
              "eval",
              "--format",
              "json",
              "--input",
              "input.json",
              "--data",
              Workbench.STANDARD,
              "--data",
              rule.key() + ".rego",
              "[found | some found in data.yunzhi.findings; found.policy == \"%s\"]"
                  .formatted(rule.id()));
      JsonNode result = JSON.readTree(opa.succeed(bench.folder(), arguments));
      return print(result.at("/result/0/expressions/0/value"));
    }
  }

  private int print(JsonNode findings) {
    PrintWriter out = spec.commandLine().getOut();
    boolean denied = false;
    for (JsonNode finding : findings) {
      boolean exempt = finding.path("exempt").asBoolean();
      out.printf(
          "%s  %s%s%n  %s%n  %s%n",
          finding.path("effect").asText(),
          finding.path("path").asText(),
          exempt ? "  exempt by " + finding.path("exception").asText() : "",
          finding.path("message").asText(),
          finding.path("messageZh").asText());
      denied |= !exempt && finding.path("effect").asText().equals("Deny");
    }
    if (findings.isEmpty()) {
      out.println("It finds nothing.");
    }
    return denied ? 1 : 0;
  }

  private ObjectNode input(JsonNode object, ArrayNode exceptions) throws Unusable, IOException {
    String[] version = object.path("apiVersion").asText().split("/", 2);
    String group = version.length == 2 ? version[0] : "";
    String kind = object.path("kind").asText();
    String its = object.at("/metadata/namespace").asText();
    ObjectNode input = JSON.createObjectNode();
    ObjectNode review =
        input
            .putObject("review")
            .put("operation", "CREATE")
            .put("namespace", namespace == null ? its : namespace)
            .put("name", object.at("/metadata/name").asText());
    review
        .putObject("kind")
        .put("group", group)
        .put("version", version[version.length - 1])
        .put("kind", kind);
    review
        .putObject("resource")
        .put("group", group)
        .put("version", version[version.length - 1])
        .put("resource", Pluralize.toPlural(kind.toLowerCase(Locale.ROOT)));
    review.set("object", object);
    ObjectNode context = input.putObject("context");
    context.put("now", Instant.now().toString());
    context.set("exceptions", exceptions);
    if (inputContext != null) {
      context.setAll(tree(Files.readString(inputContext), inputContext.toString()));
    }
    return input;
  }

  private static JsonNode written(String file) throws Unusable, IOException {
    if (file.equals("-")) {
      return object(new String(System.in.readAllBytes(), StandardCharsets.UTF_8), "standard input");
    }
    if (!Files.exists(Path.of(file))) {
      throw new Unusable("--filename: %s does not exist".formatted(file));
    }
    return object(Files.readString(Path.of(file)), file);
  }

  private static ObjectNode object(String text, String where) throws Unusable {
    ObjectNode object = tree(text, where);
    if (object.path("kind").asText().isEmpty() || object.path("apiVersion").asText().isEmpty()) {
      throw new Unusable("%s must hold one object with apiVersion and kind".formatted(where));
    }
    return object;
  }

  private static ObjectNode tree(String text, String where) throws Unusable {
    try {
      if (JSON.valueToTree(new KubernetesSerialization().unmarshal(text, Object.class))
          instanceof ObjectNode object) {
        return object;
      }
    } catch (RuntimeException e) {
      // Said below, for what is neither.
    }
    throw new Unusable("%s must hold one object in YAML or JSON".formatted(where));
  }

  /**
   * @param exceptions takes those of its namespace
   */
  private JsonNode live(String named, ArrayNode exceptions) throws Unusable {
    String[] parts = named.split("/", -1);
    if (parts.length < 3 || parts.length > 4) {
      throw new Unusable(
          "--object: %s must be APIVERSION/KIND/NAME, for example apps/v1/Deployment/web"
              .formatted(named));
    }
    String name = parts[parts.length - 1];
    String kind = parts[parts.length - 2];
    String apiVersion = named.substring(0, named.length() - kind.length() - name.length() - 2);
    try (KubernetesClient client = connection.client()) {
      var all = client.genericKubernetesResources(apiVersion, kind);
      GenericKubernetesResource found =
          namespace == null
              ? all.withName(name).get()
              : all.inNamespace(namespace).withName(name).get();
      if (found == null) {
        throw new Unusable("there is no %s %s that you may see".formatted(kind, name));
      }
      String its = found.getMetadata().getNamespace();
      if (its != null) {
        exceptions.addAll(
            ExceptionsInForce.of(
                NamespaceObjects.of(
                    PolicyException.class, its, client, spec.commandLine().getErr())));
      }
      return JSON.valueToTree(found);
    }
  }
}
