package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A constraint of the cluster.
 *
 * @param object as the API server has it
 * @param refusal why it is not enforced; null when it is
 */
public record SeenConstraint(JsonNode object, ResourceDefinitionContext kind, String refusal) {

  SeenConstraint(JsonNode object, ConstraintTemplate template, String refusal) {
    this(object, Templates.constraintsOf(template), refusal);
  }
}
