package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.yunzhi.operator.policy.StoredReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kind that the cluster has, in the version that it is read in. */
record ServedKind(ScannedKind kind, String version) {

  /**
   * Asks the cluster which of the kinds it has; Gateway API may be missing, or come later.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer
   */
  static List<ServedKind> discover(KubernetesClient client) {
    Map<String, JsonNode> known = new HashMap<>();
    var served = new ArrayList<ServedKind>();
    for (ScannedKind kind : ScannedKind.values()) {
      kind.versions().stream()
          .map(version -> new ServedKind(kind, version))
          .filter(s -> s.isAmong(known.computeIfAbsent(s.root(), root -> read(client, root))))
          .findFirst()
          .ifPresent(served::add);
    }
    return served;
  }

  private static JsonNode read(KubernetesClient client, String root) {
    JsonNode list = ObjectPages.parse(client, root);
    return list == null ? NullNode.getInstance() : list;
  }

  private boolean isAmong(JsonNode resources) {
    for (JsonNode resource : resources.path("resources")) {
      if (resource.path("name").asText().equals(kind.plural())) {
        return true;
      }
    }
    return false;
  }

  String apiVersion() {
    return kind.group().isEmpty() ? version : kind.group() + "/" + version;
  }

  private String root() {
    return kind.group().isEmpty() ? "/api/" + version : "/apis/" + apiVersion();
  }

  /**
   * Path of the list.
   *
   * @param namespace null for all namespaces; empty for objects that are in none
   */
  String path(String namespace) {
    return namespace == null || namespace.isEmpty()
        ? root() + "/" + kind.plural()
        : root() + "/namespaces/" + namespace + "/" + kind.plural();
  }

  /** As it stands in a review. */
  StoredReview.Type type() {
    return new StoredReview.Type(kind.group(), version, kind.kind(), kind.plural());
  }

  ResourceDefinitionContext definition() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group().isEmpty() ? null : kind.group())
        .withVersion(version)
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withNamespaced(kind.namespaced())
        .build();
  }
}
