package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.policy.ReviewContext;

/**
 * The context of the object that is judged at the moment. That of a namespace is kept: objects come
 * namespace by namespace, and gathering it takes longer than an evaluation. Not thread-safe.
 */
final class NamespaceContexts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReviewContext contexts;
  private String namespace;
  private ObjectNode context;

  NamespaceContexts(ReviewContext contexts) {
    this.contexts = contexts;
  }

  /** A context that the caller may add to, but not change deeper down. */
  ObjectNode of(ScannedKind kind, JsonNode object) {
    if (kind == ScannedKind.TENANT) {
      return contexts.ofTenant(tenant(object));
    }
    return kind.namespaced()
        ? ofNamespace(object.at("/metadata/namespace").asText())
        : contexts.ofCluster();
  }

  private static Tenant tenant(JsonNode object) {
    try {
      return JSON.treeToValue(object, Tenant.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API server has a Tenant that is none", e);
    }
  }

  private ObjectNode ofNamespace(String namespace) {
    if (!namespace.equals(this.namespace)) {
      context = contexts.ofNamespace(namespace);
      this.namespace = namespace;
    }
    ObjectNode own = JSON.createObjectNode();
    own.setAll(context);
    return own;
  }
}
