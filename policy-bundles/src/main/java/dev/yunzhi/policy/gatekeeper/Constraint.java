package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Where a template holds, with which parameters and to what effect: {@code
 * constraints.gatekeeper.sh}, versions v1beta1 and v1alpha1. Immutable.
 */
public final class Constraint {
  static final String GROUP = "constraints.gatekeeper.sh";
  private static final Set<String> VERSIONS = Set.of(GROUP + "/v1beta1", GROUP + "/v1alpha1");
  static final int LONGEST_NAME = 63;

  private final String kind;
  private final String name;
  private final Match match;
  private final ObjectNode parameters;
  private final Enforcement enforcement;

  private Constraint(
      String kind, String name, Match match, ObjectNode parameters, Enforcement enforcement) {
    this.kind = kind;
    this.name = name;
    this.match = match;
    this.parameters = parameters;
    this.enforcement = enforcement;
  }

  /**
   * Reads a constraint as kubectl would apply it.
   *
   * @param template the template of its kind
   * @throws RefusedException if it is none of the template's, or cannot be carried out
   */
  public static Constraint parse(JsonNode constraint, ConstraintTemplate template)
      throws RefusedException {
    String apiVersion = constraint.path("apiVersion").asText();
    if (!VERSIONS.contains(apiVersion)) {
      throw new RefusedException(
          "apiVersion", "\"" + apiVersion + "\" is neither " + GROUP + "/v1beta1 nor v1alpha1");
    }
    String kind = constraint.path("kind").asText();
    if (!kind.equals(template.kind())) {
      throw new RefusedException(
          "kind", "\"" + kind + "\" is not the template's, " + template.kind());
    }
    String name = constraint.at("/metadata/name").asText();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new RefusedException(
          "metadata.name", "it must have from 1 to " + LONGEST_NAME + " characters");
    }
    JsonNode spec = constraint.path("spec");
    Fields.requireKnown(
        spec,
        "spec",
        Set.of("enforcementAction", "scopedEnforcementActions", "match", "parameters"));
    return new Constraint(
        kind,
        name,
        Match.parse(spec.path("match")),
        parameters(spec.path("parameters"), template.parameters()),
        Enforcement.parse(spec));
  }

  private static ObjectNode parameters(JsonNode given, ParameterSchema schema)
      throws RefusedException {
    if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
      throw new RefusedException("spec.parameters", "it must be an object");
    }
    ObjectNode parameters = schema.defaulted(given);
    List<String> errors = schema.errors(parameters);
    if (!errors.isEmpty()) {
      throw new RefusedException("spec.parameters", String.join("; ", errors));
    }
    return parameters;
  }

  /** Its kind, which is its template's. */
  public String kind() {
    return kind;
  }

  /** Its name, one among those of its kind. */
  public String name() {
    return name;
  }

  /** What stands for it in findings: {@code K8sRequiredLabels/all-must-have-owner}. */
  public String id() {
    return kind + "/" + name;
  }

  /** Which objects it is about. */
  public Match match() {
    return match;
  }

  /** The same without a copy, to be read only. */
  ObjectNode sharedParameters() {
    return parameters;
  }

  /** Its parameters, defaults included; a copy. */
  public ObjectNode parameters() {
    return parameters.deepCopy();
  }

  /** What is done about its violations there; nothing where it does not hold. */
  public Set<EnforcementAction> actions(EnforcementPoint point) {
    return enforcement.at(point);
  }
}
