package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Rego of a template.
 *
 * @param rego the module with the rule {@code violation}
 * @param libs the modules that it imports from {@code data.lib}
 * @param version of the language of all of them: 0 or 1
 * @param field where the template has the source, for example {@code spec.targets[0]}
 */
record RegoSource(String rego, List<String> libs, int version, String field) {
  private static final String TARGET = "admission.k8s.gatekeeper.sh";
  private static final String ENGINE = "Rego";

  /**
   * @throws RefusedException if there is not one target of admission with Rego in it
   */
  static RegoSource parse(JsonNode spec) throws RefusedException {
    List<JsonNode> targets = Fields.items(spec, "spec", "targets");
    if (targets.size() != 1) {
      throw new RefusedException("spec.targets", "there must be one, not " + targets.size());
    }
    JsonNode target = targets.get(0);
    String field = "spec.targets[0]";
    String name = Fields.text(target, field, "target");
    if (!name.equals(TARGET)) {
      throw new RefusedException(field + ".target", "\"" + name + "\" is not " + TARGET);
    }
    // Gatekeeper lets this one win over code.
    if (!Fields.text(target, field, "rego").isEmpty()) {
      return of(target, field, 0);
    }
    List<JsonNode> codes = Fields.items(target, field, "code");
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).path("engine").asText().equals(ENGINE)) {
        String at = field + ".code[" + i + "].source";
        return of(codes.get(i).path("source"), at, version(codes.get(i).path("source"), at));
      }
    }
    if (codes.isEmpty()) {
      throw new RefusedException(field, "it has neither rego nor code");
    }
    throw new RefusedException(
        field + ".code",
        "only the engine Rego is supported, not "
            + codes.stream()
                .map(code -> code.path("engine").asText())
                .collect(Collectors.joining(", ")));
  }

  private static int version(JsonNode source, String field) throws RefusedException {
    String version = Fields.text(source, field, "version");
    return switch (version) {
      case "", "v0" -> 0;
      case "v1" -> 1;
      default ->
          throw new RefusedException(
              field + ".version", "\"" + version + "\" is neither v0 nor v1");
    };
  }

  private static RegoSource of(JsonNode source, String field, int version) throws RefusedException {
    String rego = Fields.text(source, field, "rego");
    if (rego.isBlank()) {
      throw new RefusedException(field + ".rego", "it is empty");
    }
    return new RegoSource(rego, List.copyOf(Fields.texts(source, field, "libs")), version, field);
  }
}
