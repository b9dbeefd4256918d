package dev.yunzhi.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import java.util.List;

/**
 * What a namespace is exempt from, as admission is told it: {@code input.context.exceptions}. The
 * end of each is left to the policies, which go by the instant of the context.
 */
final class ExceptionsInForce {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those that were approved and not revoked. */
  static ArrayNode of(List<PolicyException> exceptions) {
    ArrayNode inForce = JSON.createArrayNode();
    for (PolicyException exception : exceptions) {
      var status = exception.getStatus();
      if (status != null && status.state() == ExceptionState.ACTIVE) {
        var spec = exception.getSpec();
        ObjectNode node =
            inForce
                .addObject()
                .put("name", exception.getMetadata().getName())
                .put("namespace", exception.getMetadata().getNamespace())
                .put("expiresAt", spec.expiresAt());
        node.set("policies", JSON.valueToTree(spec.policies()));
        node.set("kinds", JSON.valueToTree(spec.kinds()));
        node.set("names", JSON.valueToTree(spec.names()));
      }
    }
    return inForce;
  }

  private ExceptionsInForce() {}
}
