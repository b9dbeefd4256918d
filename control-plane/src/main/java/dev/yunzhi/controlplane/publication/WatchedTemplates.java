package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The ConstraintTemplates, watched at the API server. */
final class WatchedTemplates extends WatchedKind<GenericKubernetesResource>
    implements TemplateObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup(ConstraintTemplate.GROUP)
          .withVersion("v1")
          .withKind("ConstraintTemplate")
          .withPlural("constrainttemplates")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;

  WatchedTemplates(KubernetesClient client) {
    super("ConstraintTemplates", client.genericKubernetesResources(KIND));
    this.client = client;
  }

  @Override
  public Optional<List<JsonNode>> all() {
    return known()
        .or(() -> isAbsent() ? Optional.of(List.of()) : Optional.empty())
        .map(all -> all.stream().<JsonNode>map(JSON::valueToTree).toList());
  }

  /** Annotations say what the inventory needs. */
  @Override
  boolean isChange(GenericKubernetesResource before, GenericKubernetesResource after) {
    return super.isChange(before, after)
        || !Objects.equals(
            before.getMetadata().getAnnotations(), after.getMetadata().getAnnotations());
  }

  @Override
  public void say(JsonNode template, ObjectNode status) {
    ObjectNode bare = JSON.createObjectNode();
    bare.put("apiVersion", KIND.getGroup() + "/" + KIND.getVersion()).put("kind", KIND.getKind());
    // Another object may have the name by now, of which this is not true.
    bare.putObject("metadata")
        .put("name", template.at("/metadata/name").asText())
        .put("uid", template.at("/metadata/uid").asText());
    bare.set("status", status);
    client
        .genericKubernetesResources(KIND)
        .resource(JSON.convertValue(bare, GenericKubernetesResource.class))
        .subresource("status")
        .patch(ServerSideApply.OURS);
  }
}
