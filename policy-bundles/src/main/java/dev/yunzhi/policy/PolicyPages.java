package dev.yunzhi.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the pages about the standard policies, out of what the policies say about themselves. */
public final class PolicyPages {
  private static final String NOTICE =
      "<!-- Made by `make generate` from the annotations of the Rego policies: change those. -->\n\n";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private PolicyPages() {}

  /**
   * Writes the pages of the standard bundle.
   *
   * @param arguments the folder to write to
   */
  public static void main(String[] arguments) throws IOException, InvalidBundleException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("there must be one argument, the folder to write to");
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    try (PolicyEngine engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      for (Map.Entry<String, String> page : render(engine.catalogue()).entrySet()) {
        Files.writeString(folder.resolve(page.getKey()), page.getValue());
      }
    }
  }

  /** The text of each page, in Markdown, by the name of its file. */
  static Map<String, String> render(List<PolicyDescription> catalogue) {
    Map<String, String> pages = new TreeMap<>();
    pages.put("README.md", index(catalogue));
    catalogue.forEach(policy -> pages.put(file(policy), page(policy)));
    return pages;
  }

  private static String file(PolicyDescription policy) {
    return policy.id().toLowerCase(Locale.ROOT) + ".md";
  }

  private static String index(List<PolicyDescription> catalogue) {
    return NOTICE
        + """
        # The standard policies

        Each is written in Rego under `policy-bundles/src/main/rego/yunzhi/policies`, with its tests
        beside it in `src/test/rego`. A `Policy` object changes the effect or the parameters of one;
        a `PolicyException` that somebody else approved lifts one for named objects of its namespace
        until a named instant.

        | policy | | title | effect | judges |
        |---|---|---|---|---|
        """
        + catalogue.stream()
            .map(
                policy ->
                    "| [%s](%s) | %s | %s | %s | %s |\n"
                        .formatted(
                            policy.id(),
                            file(policy),
                            policy.titleZh(),
                            policy.title(),
                            policy.effect().value(),
                            String.join(", ", policy.kinds())))
            .collect(Collectors.joining());
  }

  private static String page(PolicyDescription policy) {
    return NOTICE
        + """
        # %s %s: %s

        %s

        %s

        - Effect: %s
        - Judges: %s

        ## How to satisfy it

        %s

        %s

        ## Clauses

        %s
        ## Parameters

        %s"""
            .formatted(
                policy.id(),
                policy.titleZh(),
                policy.title(),
                policy.description(),
                policy.descriptionZh(),
                policy.effect().value(),
                String.join(", ", policy.kinds()),
                policy.remedy(),
                policy.remedyZh(),
                policy.clauses().stream().map(PolicyPages::clause).collect(Collectors.joining()),
                parameters(policy));
  }

  private static String clause(Clause clause) {
    return "- %s%s, %s%s%s\n"
        .formatted(
            clause.standard(),
            clause.edition() == null ? "" : " (" + clause.edition() + ")",
            clause.clause(),
            clause.level() == null ? "" : ", from level " + clause.level(),
            clause.confirmed() ? "" : " — from general knowledge, not confirmed");
  }

  private static String parameters(PolicyDescription policy) {
    JsonNode properties = policy.schema().path("properties");
    if (properties.isEmpty()) {
      return "None.\n";
    }
    StringBuilder table = new StringBuilder("| name | default | |\n|---|---|---|\n");
    Map<String, Object> defaults = sorted(policy.parameters());
    sorted(properties)
        .keySet()
        .forEach(
            name ->
                table.append(
                    "| `%s` | `%s` | %s |\n"
                        .formatted(
                            name,
                            JSON.valueToTree(defaults.get(name)),
                            properties.path(name).path("description").asText())));
    return table.toString();
  }

  /** The order of an object in OPA's Wasm is that of its hashes. */
  private static Map<String, Object> sorted(JsonNode object) {
    return JSON.convertValue(object, new TypeReference<TreeMap<String, Object>>() {});
  }
}
