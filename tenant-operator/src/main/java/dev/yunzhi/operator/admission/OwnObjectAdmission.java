package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.reconcile.approval.Count;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.util.List;

/** Checks our own objects for what the schema cannot see, because it takes other objects. */
final class OwnObjectAdmission implements Admission {

  private final AdmissionPolicies policies;
  private final Decisions decisions;
  private final Referents referents;
  private final TreeRules tree;
  private final TenantDeletion deletion;
  private final Tiers tiers;
  private final Reader watched;
  private final Reader live;

  OwnObjectAdmission(
      AdmissionPolicies policies,
      Decisions decisions,
      Referents referents,
      TreeRules tree,
      TenantDeletion deletion,
      Tiers tiers,
      Reader watched,
      Reader live) {
    this.policies = policies;
    this.decisions = decisions;
    this.referents = referents;
    this.tree = tree;
    this.deletion = deletion;
    this.tiers = tiers;
    this.watched = watched;
    this.live = live;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request)
      throws MalformedReview, EvaluationException {
    return switch (request.kind()) {
      case "Approval" -> approval(request);
      case "Tenant" -> tenant(request);
      case "TenantRequest" -> tenantRequest(request);
      case "Agreement" -> agreement(request);
      case "Department" -> tree.department(request);
      case "Project" -> tree.project(request);
      default -> AdmissionAnswer.ALLOWED;
    };
  }

  /** A decision that would not count is refused, rather than left lying there. */
  private AdmissionAnswer approval(AdmissionRequest request) throws MalformedReview {
    if (!request.is("CREATE")) {
      return AdmissionAnswer.ALLOWED;
    }
    var approval = AdmissionRequest.as(Approval.class, request.object());
    String name = approval.getSpec().request();
    if (Count.of(approval, watched.get(TenantRequest.class, request.namespace(), name)).counted()) {
      return AdmissionAnswer.ALLOWED;
    }
    Count count = Count.of(approval, live.get(TenantRequest.class, request.namespace(), name));
    return count.counted()
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.denied(
            "%s: %s / %s：%s"
                .formatted(count.field(), count.message(), count.field(), count.messageZh()));
  }

  /** What is missing on the other side may still come; its status says so. */
  private AdmissionAnswer agreement(AdmissionRequest request) {
    String with = request.object().at("/spec/with").asText();
    if (with.equals(HomeNamespace.departmentOf(request.namespace()))) {
      return AdmissionAnswer.denied(
          "spec.with: a department needs no agreement with itself; name the other one. /"
              + " spec.with：部门内部无须协议；请填写对方部门。");
    }
    return watched.get(Department.class, null, with) != null
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.allowed(
            List.of(
                "spec.with: Department %s does not exist (yet).".formatted(with),
                "spec.with：部门 %s（尚）不存在。".formatted(with)));
  }

  private AdmissionAnswer tenant(AdmissionRequest request) throws EvaluationException {
    if (request.is("DELETE")) {
      return deletion.review(request);
    }
    JsonNode spec = request.object().path("spec");
    Judgement judgement =
        policies.judge(
            request.review(),
            contexts ->
                referents.addTo(
                    contexts.ofTenant(
                        spec.path("department").asText(), spec.path("project").asText()),
                    request.review()));
    decisions.record(request.review(), judgement);
    if (judgement.denies()) {
      return AdmissionAnswer.denied(
          FindingText.denial("Tenant " + request.name(), judgement.findings()));
    }
    return TimeZones.refuse(spec)
        .orElse(
            AdmissionAnswer.allowed(FindingText.warnings(judgement.findings(), Finding::warns)));
  }

  /** A request that policies refuse is stored all the same: its status keeps saying why. */
  private AdmissionAnswer tenantRequest(AdmissionRequest request) throws EvaluationException {
    if (request.is("DELETE")) {
      return AdmissionAnswer.ALLOWED;
    }
    var tier = tiers.refusal(request.object().path("spec"), request.oldObject().path("spec"));
    if (tier.isPresent()) {
      return AdmissionAnswer.denied(tier.get());
    }
    String project = request.object().at("/spec/project").asText();
    Judgement judgement =
        policies.judge(
            request.review(), contexts -> contexts.ofRequest(request.namespace(), project));
    decisions.record(request.review(), judgement);
    return TimeZones.refuse(request.object().path("spec"))
        .orElse(
            AdmissionAnswer.allowed(
                FindingText.warnings(judgement.findings(), f -> f.denies() || f.warns())));
  }
}
