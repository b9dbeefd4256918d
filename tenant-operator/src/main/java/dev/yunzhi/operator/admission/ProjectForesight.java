package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.policy.EvaluationException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever writes a project what it is like: what the policy against building twice will say
 * of its first request, with the effect and parameters that are in force.
 */
final class ProjectForesight {
  private static final Logger log = LoggerFactory.getLogger(ProjectForesight.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUILT_TWICE = "GOV-011";

  private final AdmissionPolicies policies;

  ProjectForesight(AdmissionPolicies policies) {
    this.policies = policies;
  }

  /** What to warn of, in both languages; empty when there is nothing like it, or a reason. */
  List<String> warnings(Project project) {
    try {
      return FindingText.warnings(
          policies.judge(firstRequest(project), contexts -> contexts.ofProject(project)).findings(),
          finding -> finding.policy().equals(BUILT_TWICE) && (finding.denies() || finding.warns()));
    } catch (EvaluationException e) {
      // What is only foreseen holds nothing up; the request itself will be judged.
      log.warn("what project {} is like could not be judged", project.getMetadata().getName(), e);
      return List.of();
    }
  }

  /** As the API server would ask about it; only thought of, so it counts nowhere. */
  private static ObjectNode firstRequest(Project project) {
    ObjectNode review = JSON.createObjectNode();
    review
        .put("operation", "CREATE")
        .put("dryRun", true)
        .put("name", "first")
        .put("namespace", HomeNamespace.nameFor(project.getSpec().department()));
    review
        .putObject("kind")
        .put("group", Yunzhi.GROUP)
        .put("version", Yunzhi.VERSION)
        .put("kind", TenantRequest.class.getSimpleName());
    review
        .putObject("object")
        .putObject("spec")
        .put("type", "New")
        .put("project", project.getMetadata().getName());
    return review;
  }
}
