package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The CustomResourceDefinition by which an API server takes the constraints of a template: their
 * kind, the parameters that the template's schema allows, and what Gatekeeper gives to every
 * constraint. Pure.
 */
public final class ConstraintDefinition {
  /** The group of all constraints. */
  public static final String GROUP = Constraint.GROUP;

  /** The version that is stored; {@code v1alpha1} is served beside it. */
  public static final String VERSION = "v1beta1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MATCH =
      """
      {"type": "object", "description": "Which objects it is about; what is absent matches all.",
       "properties": {
         "kinds": {"type": "array", "items": {"type": "object", "properties": {
           "apiGroups": {"type": "array", "items": {"type": "string"}},
           "kinds": {"type": "array", "items": {"type": "string"}}}}},
         "scope": {"type": "string"},
         "namespaces": {"type": "array", "items": {"type": "string"}},
         "excludedNamespaces": {"type": "array", "items": {"type": "string"}},
         "processes": {"type": "array", "items": {"type": "string"}},
         "labelSelector": %1$s,
         "namespaceSelector": %1$s,
         "name": {"type": "string"},
         "source": {"type": "string", "enum": ["All", "Generated", "Original"]}}}
      """;

  private static final String SELECTOR =
      """
      {"type": "object", "properties": {
         "matchLabels": {"type": "object", "additionalProperties": {"type": "string"}},
         "matchExpressions": {"type": "array", "items": {"type": "object", "properties": {
           "key": {"type": "string"},
           "operator": {"type": "string", "enum": ["In", "NotIn", "Exists", "DoesNotExist"]},
           "values": {"type": "array", "items": {"type": "string"}}}}}}}
      """;

  private static final String SCOPED =
      """
      {"type": "array", "items": {"type": "object", "properties": {
         "action": {"type": "string"},
         "enforcementPoints": {"type": "array", "items": {"type": "object", "properties": {
           "name": {"type": "string"}}}}}}}
      """;

  private static final String COLUMNS =
      """
      [{"name": "Enforcement-Action", "type": "string", "jsonPath": ".spec.enforcementAction"},
       {"name": "Total-Violations", "type": "integer", "jsonPath": ".status.totalViolations"},
       {"name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"}]
      """;

  private ConstraintDefinition() {}

  /** What the API server calls it: {@code k8srequiredlabels.constraints.gatekeeper.sh}. */
  public static String name(String template) {
    return template + "." + GROUP;
  }

  /**
   * Makes it.
   *
   * @return {@code apiextensions.k8s.io/v1}, without labels
   */
  public static ObjectNode of(ConstraintTemplate template) {
    ObjectNode crd = JSON.createObjectNode();
    crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    crd.putObject("metadata").put("name", name(template.name()));
    ObjectNode spec = crd.putObject("spec").put("group", GROUP).put("scope", "Cluster");
    ObjectNode names = spec.putObject("names");
    names.put("kind", template.kind()).put("listKind", template.kind() + "List");
    names.put("plural", template.name()).put("singular", template.name());
    names.putArray("categories").add("constraint").add("constraints");
    if (!template.shortNames().isEmpty()) {
      template.shortNames().forEach(names.putArray("shortNames")::add);
    }
    var versions = spec.putArray("versions");
    versions.add(version(VERSION, true, template));
    versions.add(version("v1alpha1", false, template));
    return crd;
  }

  private static ObjectNode version(String name, boolean stored, ConstraintTemplate template) {
    ObjectNode version =
        JSON.createObjectNode().put("name", name).put("served", true).put("storage", stored);
    version.putObject("subresources").putObject("status");
    version.set("additionalPrinterColumns", read(COLUMNS));
    version.putObject("schema").set("openAPIV3Schema", schema(template));
    return version;
  }

  private static ObjectNode schema(ConstraintTemplate template) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode fields = schema.putObject("properties");
    fields
        .putObject("metadata")
        .put("type", "object")
        .putObject("properties")
        .putObject("name")
        .put("type", "string")
        .put("maxLength", Constraint.LONGEST_NAME);
    ObjectNode spec = fields.putObject("spec").put("type", "object").putObject("properties");
    spec.putObject("enforcementAction")
        .put("type", "string")
        .putArray("enum")
        .add("deny")
        .add("warn")
        .add("dryrun")
        .add("scoped");
    spec.set("scopedEnforcementActions", read(SCOPED));
    spec.set("match", read(MATCH.formatted(SELECTOR)));
    ObjectNode parameters = template.parameters().schema();
    if (parameters != null) {
      if (!parameters.has("type")) {
        parameters.put("type", "object");
      }
      spec.set("parameters", parameters);
    }
    fields
        .putObject("status")
        .put("type", "object")
        .put("x-kubernetes-preserve-unknown-fields", true);
    return schema;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is written here is JSON", e);
    }
  }
}
