package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.gatekeeper.Constraint;
import dev.yunzhi.policy.gatekeeper.ConstraintEngine;
import dev.yunzhi.policy.gatekeeper.EnforcementAction;
import dev.yunzhi.policy.gatekeeper.EnforcementPoint;
import dev.yunzhi.policy.gatekeeper.Review;
import dev.yunzhi.policy.gatekeeper.Source;
import dev.yunzhi.policy.gatekeeper.Violation;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Comparator;
import java.util.List;

/**
 * The constraints as they were in force at one moment. Thread-safe.
 *
 * @param engine null where there are no constraints
 * @param namespaces where the Namespace of a review is looked up
 */
public record DetachedConstraints(
    ConstraintEngine engine, List<Constraint> constraints, Reader namespaces)
    implements AutoCloseable {

  /** Where there are none. */
  public static final DetachedConstraints NONE = new DetachedConstraints(null, List.of(), null);

  private static final ObjectMapper JSON = new ObjectMapper();

  public DetachedConstraints {
    constraints = List.copyOf(constraints);
  }

  /**
   * Holds them against a review of what is, or is to be, in a namespace of a tenant; of what is
   * anywhere else, nothing is ever found.
   *
   * @param request {@code AdmissionReview.request}
   * @return by constraint and message
   */
  public List<Finding> evaluate(JsonNode request, EnforcementPoint point)
      throws EvaluationException {
    String name = request.path("namespace").asText();
    if (constraints.isEmpty() || name.isEmpty()) {
      return List.of();
    }
    Namespace namespace = namespaces.get(Namespace.class, null, name);
    if (!NamespaceOwner.isTenants(namespace)) {
      return List.of();
    }
    var review = new Review(request, json(namespace), Source.ORIGINAL, point);
    return engine.evaluate(review, constraints).stream().map(DetachedConstraints::finding).toList();
  }

  private static JsonNode json(Namespace namespace) {
    return JSON.valueToTree(namespace);
  }

  /** Templates have their messages in whatever language their author writes. */
  private static Finding finding(Violation violation) {
    var heaviest =
        violation.actions().stream().min(Comparator.naturalOrder()).map(EnforcementAction::effect);
    return new Finding(
        violation.constraint().id(),
        heaviest.orElseThrow(),
        violation.message(),
        violation.message(),
        "",
        List.of(),
        false,
        null);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
