package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;

/** Lets into a tenant's namespace what the policies let in. */
final class TenantNamespaceAdmission implements Admission {

  private final AdmissionPolicies policies;
  private final Decisions decisions;
  private final Referents referents;
  private final String operatorUser;

  /**
   * @param operatorUser user name of the operator itself: what it manages is guarded otherwise
   */
  TenantNamespaceAdmission(
      AdmissionPolicies policies, Decisions decisions, Referents referents, String operatorUser) {
    this.policies = policies;
    this.decisions = decisions;
    this.referents = referents;
    this.operatorUser = operatorUser;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request) throws EvaluationException {
    if (request.username().equals(operatorUser) && isManaged(request)) {
      return AdmissionAnswer.ALLOWED;
    }
    Judgement judgement =
        policies.judge(
            request.review(),
            contexts ->
                referents.addTo(contexts.ofNamespace(request.namespace()), request.review()));
    decisions.record(request.review(), judgement);
    if (judgement.denies()) {
      String what = "%s %s".formatted(request.kind(), ObjectName.of(request));
      return AdmissionAnswer.denied(FindingText.denial(what, judgement.findings()));
    }
    return AdmissionAnswer.allowed(FindingText.warnings(judgement.findings(), Finding::warns));
  }

  private static boolean isManaged(AdmissionRequest request) {
    return request.object().at("/metadata/labels").path(Labels.MANAGED).asText().equals("true");
  }
}
