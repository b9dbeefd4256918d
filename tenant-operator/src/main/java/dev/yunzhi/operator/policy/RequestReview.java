package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.StageRequirement;
import java.util.List;

/**
 * Judges a request that is stored already, as if it were being created now: policies, projects and
 * exceptions may have changed since it was. Thread-safe.
 */
public final class RequestReview {

  /** A field that nobody set is absent, as in what Kubernetes sends to admission. */
  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private static final StoredReview.Type TYPE =
      new StoredReview.Type(Yunzhi.GROUP, Yunzhi.VERSION, "TenantRequest", "tenantrequests");

  private final Policies policies;
  private final ReviewContext contexts;

  public RequestReview(Policies policies, ReviewContext contexts) {
    this.policies = policies;
    this.contexts = contexts;
  }

  /**
   * What the policies say.
   *
   * @param findings exempt ones too
   * @param stages whose approval they ask for
   */
  public record Judged(List<Finding> findings, List<StageRequirement> stages) {}

  public Judged judge(TenantRequest request) throws EvaluationException {
    var requesters = request.getSpec().requesters();
    ObjectNode input = JSON.createObjectNode();
    input.set(
        "review",
        StoredReview.of(
            TYPE,
            requesters == null || requesters.isEmpty() ? "" : requesters.get(requesters.size() - 1),
            JSON.valueToTree(request)));
    input.set("context", contexts.ofRequest(request.getMetadata().getNamespace(), request));
    return new Judged(policies.evaluate(input), policies.stages(input));
  }
}
