package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.Namespace;

/** Lets into a tenant's namespace what the policies let in. */
final class TenantNamespaceAdmission implements Admission {

  private final AdmissionPolicies policies;
  private final Decisions decisions;
  private final Referents referents;
  private final Denials denials;
  private final Reader watched;
  private final String operatorUser;

  /**
   * @param operatorUser user name of the operator itself: what it manages is guarded otherwise
   */
  TenantNamespaceAdmission(
      AdmissionPolicies policies,
      Decisions decisions,
      Referents referents,
      Denials denials,
      Reader watched,
      String operatorUser) {
    this.policies = policies;
    this.decisions = decisions;
    this.referents = referents;
    this.denials = denials;
    this.watched = watched;
    this.operatorUser = operatorUser;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request) throws EvaluationException {
    if (request.username().equals(operatorUser) && isManaged(request)) {
      return AdmissionAnswer.ALLOWED;
    }
    Judgement judgement =
        policies.judgeIn(
            request.namespace(),
            request.review(),
            contexts ->
                referents.addTo(contexts.ofNamespace(request.namespace()), request.review()));
    decisions.record(request.review(), judgement);
    if (judgement.denies()) {
      denials.count(request, department(request.namespace()), judgement);
      String what = "%s %s".formatted(request.kind(), ObjectName.of(request));
      return AdmissionAnswer.denied(FindingText.denial(what, judgement.findings()));
    }
    return AdmissionAnswer.allowed(FindingText.warnings(judgement.findings(), Finding::warns));
  }

  /** Null when the namespace is not known or is no tenant's. */
  private String department(String namespace) {
    return NamespaceOwner.labels(watched.get(Namespace.class, null, namespace))
        .get(Labels.DEPARTMENT);
  }

  private static boolean isManaged(AdmissionRequest request) {
    return request.object().at("/metadata/labels").path(Labels.MANAGED).asText().equals("true");
  }
}
