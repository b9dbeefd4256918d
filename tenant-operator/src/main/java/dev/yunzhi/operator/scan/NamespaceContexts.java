package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.policy.ReviewContext;

/**
 * The context of the namespace that is judged at the moment: objects come namespace by namespace,
 * and gathering it takes longer than an evaluation. Not thread-safe.
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
  ObjectNode of(String namespace) {
    if (!namespace.equals(this.namespace)) {
      context = contexts.ofNamespace(namespace);
      this.namespace = namespace;
    }
    ObjectNode own = JSON.createObjectNode();
    own.setAll(context);
    return own;
  }
}
