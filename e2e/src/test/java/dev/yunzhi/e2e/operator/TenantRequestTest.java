package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class TenantRequestTest {

  private final OperatorEstate estate;

  TenantRequestTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(Objects.project("p-complete", "root"));
  }

  @Test
  @Provokes({
    "TenantRequest PolicyCompliant=False Refused",
    "TenantRequest PolicyCompliant=True Compliant",
    "TenantRequest Ready=False Refused",
    "TenantRequest Ready=False AwaitingApproval",
    "TenantRequest Approved=False Awaiting",
    "TenantRequest event Refused",
    "TenantRequest event AwaitingApproval",
    "Project Complete=True Complete"
  })
  void whatAPolicyRefusesIsStoredAndJudgedAgainWhenTheProjectIsPutRight() {
    CommandResult warned = estate.tryApply(Objects.request("r-refused", "p-later", 2, "2"));
    assertThat(warned.succeeded()).isTrue();
    assertThat(warned.stderr()).contains("Warning: [GOV-003]");

    TenantRequest refused = awaitPhase("r-refused", RequestPhase.REFUSED);
    assertThat(refused.getStatus().waitingFor()).isEqualTo("Department");
    assertThat(refused.getStatus().nextStep()).contains("GOV-003");
    assertThat(refused.getStatus().findings().get(0).messageZh()).contains("未登记");

    estate.apply(Objects.project("p-later", "root"));
    awaitPhase("r-refused", RequestPhase.AWAITING_APPROVAL);
  }

  @Test
  @Provokes({
    "Approval Counted=True Counted",
    "TenantRequest Approved=True Approved",
    "TenantRequest Ready=False Provisioning",
    "TenantRequest Ready=True Ready",
    "TenantRequest event Provisioning",
    "TenantRequest event Granted"
  })
  void theCommandOfTheNextStepApprovesItAndItBecomesATenant() {
    estate.apply(Objects.request("r-granted", "p-complete", 2, "2"));
    TenantRequest waiting = awaitPhase("r-granted", RequestPhase.AWAITING_APPROVAL);
    assertThat(waiting.getStatus().waitingFor()).isEqualTo("Platform");
    String json = waiting.getStatus().nextStep().replaceAll("(?s).*echo '(.*?)'.*", "$1");

    assertThat(
            estate
                .cluster()
                .kubectl(
                    estate.cluster().kubeconfigFor("platform", "system:masters"),
                    json,
                    "--namespace=dept-root",
                    "create",
                    "-f",
                    "-")
                .succeeded())
        .isTrue();
    assertThat(awaitPhase("r-granted", RequestPhase.GRANTED).getStatus().tenant())
        .isEqualTo("r-granted");
    assertThat(estate.get(Tenant.class, "r-granted").getSpec().request().name())
        .isEqualTo("r-granted");
    assertThat(
            estate.cluster().kubectl("describe", "-n", "dept-root", "treq", "r-granted").orThrow())
        .contains("AwaitingApproval")
        .contains("Tenant r-granted is ready");
    assertThat(estate.cluster().kubectl("delete", "project", "p-complete").stderr())
        .contains("Project p-complete cannot be deleted while Tenant ", " belongs to it");
  }

  @Test
  void nobodyApprovesTheirOwnRequest() {
    estate.createAs("asker", Objects.request("r-own", "p-complete", 2, "2")).orThrow();
    awaitPhase("r-own", RequestPhase.AWAITING_APPROVAL);

    CommandResult denied = approve("asker", "r-own", "Platform", "Approved", "");
    assertThat(denied.succeeded()).isFalse();
    assertThat(denied.stderr()).contains("spec.decidedBy: asker wrote this request");
  }

  @Test
  @Provokes({"Approval Counted=False NotCurrentGeneration"})
  void aChangeNeedsPolicyAndApprovalsAnewWhileTheTenantStaysAsGranted() {
    estate.apply(Objects.request("r-changed", "p-complete", 2, "2"));
    approve("platform", "r-changed", "Platform", "Approved", "").orThrow();
    awaitPhase("r-changed", RequestPhase.GRANTED);

    estate.apply(Objects.request("r-changed", "p-complete", 2, "6"));
    TenantRequest waiting = awaitPhase("r-changed", RequestPhase.AWAITING_APPROVAL);
    assertThat(waiting.getStatus().tenant()).isEqualTo("r-changed");
    assertThat(cpu("r-changed")).isEqualTo("2");
    assertThat(counted("r-changed-platform-approved")).isEqualTo("NotCurrentGeneration");

    CommandResult outdated =
        estate.createAs(
            "platform",
            Objects.approval(
                "r-changed-old", "r-changed", "Platform", "Approved", "  requestGeneration: 1"));
    assertThat(outdated.succeeded()).isFalse();
    assertThat(outdated.stderr()).contains("generation 1 of the request, which has generation 2");

    estate
        .createAs(
            "platform", Objects.approval("r-changed-new", "r-changed", "Platform", "Approved", ""))
        .orThrow();
    awaitPhase("r-changed", RequestPhase.GRANTED);
    assertThat(cpu("r-changed")).isEqualTo("6");
  }

  @Test
  @Provokes({
    "TenantRequest Approved=False Rejected",
    "TenantRequest Ready=False Rejected",
    "TenantRequest event Rejected"
  })
  void fromLevelThreeUpSecurityHasASayAndARejectionStands() {
    estate.apply(Objects.request("r-level-three", "p-complete", 3, "2"));
    approve("platform", "r-level-three", "Platform", "Approved", "").orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> "Security".equals(request("r-level-three").getStatus().waitingFor()));

    approve("security", "r-level-three", "Security", "Rejected", "  reason: 等级不符").orThrow();
    TenantRequest rejected = awaitPhase("r-level-three", RequestPhase.REJECTED);
    assertThat(rejected.getStatus().nextStep()).contains("等级不符");
    assertThat(estate.get(Tenant.class, "r-level-three")).isNull();
  }

  @Test
  @Provokes({"TenantRequest Ready=False NameTaken"})
  void aNameThatAnotherTenantHasIsSaidAtOnce() {
    estate.apply(Objects.tenant("r-taken", "Retain", "[{name: web}]", "{pods: '2'}"));
    estate.awaitReady(Tenant.class, "r-taken", t -> t.getStatus().conditions());
    estate.apply(Objects.request("r-taken", "p-complete", 2, "2"));

    assertThat(awaitPhase("r-taken", RequestPhase.BLOCKED).getStatus().nextStep())
        .contains("a Tenant called r-taken exists");
  }

  @Test
  @Provokes({"TenantRequest Ready=False TenantDeleted"})
  void aTenantThatWasDeletedDoesNotComeBackByItself() {
    estate.apply(Objects.request("r-deleted", "p-complete", 2, "2"));
    approve("platform", "r-deleted", "Platform", "Approved", "").orThrow();
    awaitPhase("r-deleted", RequestPhase.GRANTED);
    estate.cluster().kubectl("delete", "tenant", "r-deleted", "--timeout=60s").orThrow();

    assertThat(awaitPhase("r-deleted", RequestPhase.BLOCKED).getStatus().nextStep())
        .contains("was deleted after it had been granted");
    assertThat(estate.get(Tenant.class, "r-deleted")).isNull();
  }

  @Test
  @Provokes({"Approval Counted=False RequestNotFound", "Approval Counted=False OtherRequest"})
  void anApprovalOfADeletedRequestDoesNotCountForItsNamesake() {
    estate.apply(Objects.request("r-namesake", "p-complete", 3, "2"));
    approve("platform", "r-namesake", "Platform", "Approved", "").orThrow();
    estate
        .cluster()
        .kubectl("delete", "-n", "dept-root", "treq", "r-namesake", "--timeout=60s")
        .orThrow();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> counted("r-namesake-platform-approved").equals("RequestNotFound"));
    estate.apply(Objects.request("r-namesake", "p-complete", 2, "64"));

    assertThat(awaitPhase("r-namesake", RequestPhase.AWAITING_APPROVAL).getStatus().waitingFor())
        .isEqualTo("Platform");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> counted("r-namesake-platform-approved").equals("OtherRequest"));
  }

  @Test
  @Provokes({
    "TenantRequest PolicyCompliant=False Incomplete",
    "Project Complete=False Incomplete",
    "Project Complete=False DepartmentNotFound"
  })
  void whatIsMissingIsSaid() {
    String incomplete = Objects.request("r-incomplete", "p-complete", 2, "2");
    // So short a term is good for any environment, so no policy refuses it for that.
    estate.apply(
        incomplete
            .replaceAll("  environment: .*\n", "")
            .replace("startsAt: \"2026-11-01", "startsAt: \"2027-10-15"));
    assertThat(awaitPhase("r-incomplete", RequestPhase.REFUSED).getStatus().nextStep())
        .contains("spec.environment");

    estate.apply(Objects.project("p-unfunded", "root").replaceAll("  fundSource: .*\n", ""));
    estate.apply(Objects.project("p-nobodys", "nobody"));
    estate.awaitObject(
        Project.class, "p-nobodys", p -> p.getStatus().conditions().get(0).getReason() != null);
  }

  /** Decisions that admission would refuse, or would have stamped. */
  @Test
  @Provokes({
    "Approval Counted=False NotStamped",
    "Approval Counted=False OwnRequest",
    "Approval Counted=False StageNotNeeded",
    "Approval Counted=False NothingToWithdraw",
    "Approval Counted=False OtherStage"
  })
  void aDecisionThatGotPastAdmissionDoesNotCountAndSaysWhy() {
    estate.apply(Objects.request("r-past", "p-complete", 3, "2"));
    awaitPhase("r-past", RequestPhase.AWAITING_APPROVAL);
    decidePastAdmission("r-past-a", "r-past", "Platform", "Approved", "");
    awaitCounted("r-past-a", "NotStamped");
    String stamps = stamps("r-past");
    decidePastAdmission("r-past-b", "r-past", "Expert", "Approved", stamps);
    awaitCounted("r-past-b", "StageNotNeeded");
    decidePastAdmission("r-past-c", "r-past", "Platform", "Withdrawn", stamps);
    awaitCounted("r-past-c", "NothingToWithdraw");
    decidePastAdmission("r-past-d", "r-past", "Platform", "Approved", stamps);
    awaitCounted("r-past-d", "Counted");
    decidePastAdmission("r-past-e", "r-past", "Security", "Approved", stamps);
    awaitCounted("r-past-e", "OtherStage");

    String own =
        Objects.request("r-past-own", "p-complete", 2, "2")
            + "  requesters: [%s]\n".formatted(OperatorEstate.OPERATOR);
    estate.pastAdmission(own, "create", "-f", "-").orThrow();
    decidePastAdmission("r-past-f", "r-past-own", "Platform", "Approved", stamps("r-past-own"));
    awaitCounted("r-past-f", "OwnRequest");
  }

  private void decidePastAdmission(
      String name, String request, String stage, String decision, String stamps) {
    String by = "  decidedBy: %s\n".formatted(OperatorEstate.OPERATOR);
    estate
        .pastAdmission(
            Objects.approval(name, request, stage, decision, by + stamps), "create", "-f", "-")
        .orThrow();
  }

  /** As admission writes them. */
  private String stamps(String request) {
    return "  decidedAt: \"%s\"\n  requestUid: %s\n  requestGeneration: 1\n"
        .formatted(Instant.now(), request(request).getMetadata().getUid());
  }

  private void awaitCounted(String name, String reason) {
    await(name + " " + reason)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> counted(name).equals(reason));
  }

  private CommandResult approve(
      String user, String request, String stage, String decision, String more) {
    String name = "%s-%s-%s".formatted(request, stage, decision).toLowerCase(Locale.ROOT);
    return estate.createAs(user, Objects.approval(name, request, stage, decision, more));
  }

  private TenantRequest awaitPhase(String name, RequestPhase phase) {
    return estate.awaitRequest(
        "dept-root",
        name,
        r ->
            r.getStatus().phase() == phase
                && r.getMetadata().getGeneration().equals(r.getStatus().observedGeneration()));
  }

  private TenantRequest request(String name) {
    return estate.findRequest("dept-root", name);
  }

  private String counted(String name) {
    var approval =
        estate.client().resources(Approval.class).inNamespace("dept-root").withName(name).get();
    return approval.getStatus() == null ? "" : approval.getStatus().conditions().get(0).getReason();
  }

  private String cpu(String tenant) {
    return estate.get(Tenant.class, tenant).getSpec().quota().get("requests.cpu").toString();
  }
}
