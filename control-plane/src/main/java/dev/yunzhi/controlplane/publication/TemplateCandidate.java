package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import java.io.IOException;
import java.util.Optional;

/**
 * A ConstraintTemplate.
 *
 * @param name of the object
 * @param generation of its spec
 * @param template what of it a bundle has, as JSON
 */
record TemplateCandidate(String name, long generation, String template) implements Candidate {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Of the object as the API server has it. */
  static TemplateCandidate of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asText();
    ObjectNode template = JSON.createObjectNode();
    template.set("apiVersion", object.path("apiVersion"));
    template.set("kind", object.path("kind"));
    ObjectNode kept = template.putObject("metadata").put("name", name);
    JsonNode inventory = metadata.path("annotations").path(ConstraintTemplate.SYNC_DATA);
    if (inventory.isTextual()) {
      kept.putObject("annotations").set(ConstraintTemplate.SYNC_DATA, inventory);
    }
    template.set("spec", object.path("spec"));
    return new TemplateCandidate(
        name, metadata.path("generation").asLong(), sorted(template).toString());
  }

  /** The API server may give the fields in another order each time. */
  private static JsonNode sorted(JsonNode value) {
    return JSON.valueToTree(JSON.convertValue(value, Object.class));
  }

  /** What a check of it depends on. */
  record Content(String template) {}

  @Override
  public Content content() {
    return new Content(template);
  }

  @Override
  public String rule() {
    return "ConstraintTemplate/" + name;
  }

  @Override
  public String object() {
    return rule();
  }

  @Override
  public boolean tried() {
    return false;
  }

  @Override
  public Verdict check(OpaTools tools, Sources standard) throws OpaException, IOException {
    return tools.templateCheck().check(content());
  }

  @Override
  public Sources addTo(Sources sources) {
    return sources.withTemplate(name, template);
  }

  @Override
  public boolean isIn(Sources sources) {
    return sources.template(name).equals(Optional.of(template));
  }

  @Override
  public Sources carriedOver(Sources into, Sources from) {
    return from.template(name).map(old -> into.withTemplate(name, old)).orElse(into);
  }
}
