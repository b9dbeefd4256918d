package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.util.ArrayList;

/** Checks our own objects for what the schema cannot see, because it takes other objects. */
final class OwnObjectAdmission implements Admission {

  private final AdmissionPolicies policies;
  private final Decisions decisions;
  private final Referents referents;
  private final Denials denials;
  private final TreeRules tree;
  private final TenantDeletion deletion;
  private final CloudRules clouds;
  private final Tiers tiers;
  private final ApprovalAdmission approvals;
  private final Preview preview;
  private final ProjectForesight foresight;
  private final Reader watched;

  OwnObjectAdmission(
      AdmissionPolicies policies,
      Decisions decisions,
      Referents referents,
      Denials denials,
      TreeRules tree,
      TenantDeletion deletion,
      CloudRules clouds,
      Tiers tiers,
      ApprovalAdmission approvals,
      Preview preview,
      Reader watched) {
    this.policies = policies;
    this.foresight = new ProjectForesight(policies);
    this.decisions = decisions;
    this.referents = referents;
    this.denials = denials;
    this.tree = tree;
    this.deletion = deletion;
    this.clouds = clouds;
    this.tiers = tiers;
    this.approvals = approvals;
    this.preview = preview;
    this.watched = watched;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request)
      throws MalformedReview, EvaluationException {
    return switch (request.kind()) {
      case "Approval" -> approvals.review(request);
      case "Tenant" -> tenant(request);
      case "TenantRequest" -> tenantRequest(request);
      case "Agreement" -> agreement(request);
      case "Department" -> tree.department(request);
      case "Project" -> project(request);
      case "Cloud" -> clouds.review(request);
      default -> AdmissionAnswer.ALLOWED;
    };
  }

  /** What is missing on the other side may still come; its status says so. */
  private AdmissionAnswer agreement(AdmissionRequest request)
      throws MalformedReview, EvaluationException {
    String own = HomeNamespace.departmentOf(request.namespace());
    String with = request.object().at("/spec/with").asText();
    if (with.equals(own)) {
      return AdmissionAnswer.denied(Refusal.OWN_AGREEMENT.text());
    }
    var half = AdmissionRequest.as(Agreement.class, request.object());
    Judgement judgement =
        policies.judge(
            request.review(), contexts -> contexts.ofAgreement(request.namespace(), half));
    decisions.record(request.review(), judgement);
    if (judgement.denies()) {
      denials.count(request, own, judgement);
      return AdmissionAnswer.denied(
          FindingText.denial("Agreement " + request.name(), judgement.findings()));
    }
    var warnings = new ArrayList<>(FindingText.warnings(judgement.findings(), Finding::warns));
    if (watched.get(Department.class, null, with) == null) {
      warnings.add("spec.with: Department %s does not exist (yet).".formatted(with));
      warnings.add("spec.with：部门 %s（尚）不存在。".formatted(with));
    }
    return AdmissionAnswer.allowed(warnings);
  }

  /** Whether it is built twice, or stands in the catalogue twice, is told when it is written. */
  private AdmissionAnswer project(AdmissionRequest request) throws MalformedReview {
    AdmissionAnswer answer = tree.project(request);
    if (request.is("DELETE")
        || !answer.allowed()
        || request.object().path("spec").equals(request.oldObject().path("spec"))) {
      return answer;
    }
    var project = AdmissionRequest.as(Project.class, request.object());
    var warnings = new ArrayList<>(answer.warnings());
    warnings.addAll(CatalogueNumbers.warnings(project, watched.list(Project.class, null)));
    warnings.addAll(foresight.warnings(project));
    return AdmissionAnswer.allowed(warnings);
  }

  private AdmissionAnswer tenant(AdmissionRequest request)
      throws MalformedReview, EvaluationException {
    if (request.is("DELETE")) {
      return deletion.review(request);
    }
    var tenant = AdmissionRequest.as(Tenant.class, request.object());
    Judgement judgement =
        policies.judge(
            request.review(),
            contexts -> referents.addTo(contexts.ofTenant(tenant), request.review()));
    decisions.record(request.review(), judgement);
    if (judgement.denies()) {
      denials.count(request, tenant.getSpec().department(), judgement);
      return AdmissionAnswer.denied(
          FindingText.denial("Tenant " + request.name(), judgement.findings()));
    }
    return clouds
        .refusePlacement(request)
        .or(() -> TimeZones.refuse(request.object().path("spec")))
        .orElse(
            AdmissionAnswer.allowed(FindingText.warnings(judgement.findings(), Finding::warns)));
  }

  /** A request that policies refuse is stored all the same: its status keeps saying why. */
  private AdmissionAnswer tenantRequest(AdmissionRequest request)
      throws MalformedReview, EvaluationException {
    if (request.is("DELETE")) {
      return AdmissionAnswer.ALLOWED;
    }
    var tier = tiers.refusal(request.object().path("spec"), request.oldObject().path("spec"));
    if (tier.isPresent()) {
      return AdmissionAnswer.denied(tier.get());
    }
    var asked = AdmissionRequest.as(TenantRequest.class, request.object());
    Judgement judgement =
        policies.judge(
            request.review(), contexts -> contexts.ofRequest(request.namespace(), asked));
    decisions.record(request.review(), judgement);
    var warnings = new ArrayList<String>();
    if (request.dryRun()) {
      var stages =
          policies.stages(
              request.review(), contexts -> contexts.ofRequest(request.namespace(), asked));
      warnings.addAll(preview.of(request, asked, stages));
    }
    warnings.addAll(FindingText.warnings(judgement.findings(), f -> f.denies() || f.warns()));
    return TimeZones.refuse(request.object().path("spec"))
        .orElse(AdmissionAnswer.allowed(warnings));
  }
}
