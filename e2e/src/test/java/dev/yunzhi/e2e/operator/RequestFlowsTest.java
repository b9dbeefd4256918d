package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.e2e.cluster.CommandResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every flow of requests, by the people who have the parts in it, with the rights of the chart. */
@OnOperatorEstate
class RequestFlowsTest {

  private static final String PLATFORM = "yunzhi:system-administrators";
  private static final String SECURITY = "yunzhi:security-administrators";
  private static final String EXPERTS = "yunzhi:experts";
  private static final String DEPARTMENT = "root-administrators";

  private final OperatorEstate estate;

  RequestFlowsTest(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(Objects.project("p-flows", "root"));
  }

  @Test
  @Provokes({"Approval Counted=False Superseded"})
  void aPanelIsOfDifferentPeopleAndOnePersonHasASayInOneStage() {
    as("desk", DEPARTMENT, Objects.request("f-large", "p-flows", 2, "300")).orThrow();
    awaitWaiting("f-large", "Platform, Expert (2 more)");

    decide("wang", EXPERTS, "f-large", "Expert", "Approved").orThrow();
    awaitWaiting("f-large", "Platform, Expert (1 more)");
    decide("wang", EXPERTS, "f-large", "Expert", "Approved").orThrow();
    assertThat(decide("wang", PLATFORM, "f-large", "Platform", "Approved").stderr())
        .contains("wang has decided stage Expert of this request");
    decide("li", EXPERTS, "f-large", "Expert", "Approved").orThrow();
    awaitWaiting("f-large", "Platform");
    assertThat(estate.cluster().kubectl("describe", "-n", "dept-root", "treq", "f-large").orThrow())
        .containsPattern("Decided By: +li")
        .contains("Platform: decide on generation 1");

    decide("paul", PLATFORM, "f-large", "Platform", "Approved").orThrow();
    awaitPhase("f-large", RequestPhase.GRANTED);
    assertThat(decide("peter", PLATFORM, "f-large", "Platform", "Rejected").stderr())
        .contains("nothing is left to decide");
  }

  @Test
  void aDecisionSentTwiceIsThereAlready() {
    as("desk", DEPARTMENT, Objects.request("f-twice", "p-flows", 2, "2")).orThrow();
    String approval = Objects.approval("f-twice", "f-twice", "Platform", "Approved", "");
    as("paul", PLATFORM, approval).orThrow();
    awaitPhase("f-twice", RequestPhase.GRANTED);

    assertThat(as("paul", PLATFORM, approval).stderr()).contains("AlreadyExists");
  }

  @Test
  @Provokes({"Approval Counted=False Withdrawn"})
  void whoWithdrawsReopensTheStage() {
    as("desk", DEPARTMENT, Objects.request("f-withdrawn", "p-flows", 3, "2")).orThrow();
    awaitPhase("f-withdrawn", RequestPhase.AWAITING_APPROVAL);
    decide("paul", PLATFORM, "f-withdrawn", "Platform", "Approved").orThrow();
    awaitWaiting("f-withdrawn", "Security");

    assertThat(decide("peter", PLATFORM, "f-withdrawn", "Platform", "Withdrawn").stderr())
        .contains("there is nothing to withdraw");
    decide("paul", PLATFORM, "f-withdrawn", "Platform", "Withdrawn").orThrow();
    awaitWaiting("f-withdrawn", "Platform, Security");
    await().atMost(OperatorEstate.LIMIT).until(() -> verdicts("f-withdrawn").contains("Withdrawn"));
  }

  @Test
  void theDepartmentOneLevelUpDecidesForACounty() {
    estate.apply(Objects.department("f-county", "County", "900951", "root"));
    awaitNamespace("dept-f-county");
    estate.apply(Objects.project("p-county", "f-county"));
    String request =
        Objects.request("f-parent", "p-county", 2, "2").replace("dept-root", "dept-f-county");
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> as("county", "f-county-administrators", request).succeeded());
    String approval =
        Objects.approval("f-parent-up", "f-parent", "Parent", "Approved", "")
            .replace("dept-root", "dept-f-county");

    assertThat(as("paul", PLATFORM, approval).stderr()).contains("may not decide the stage Parent");
    await().atMost(OperatorEstate.LIMIT).until(() -> as("desk", DEPARTMENT, approval).succeeded());
  }

  @Test
  @Provokes({"TenantRequest Approved=True Filed"})
  void aSmallChangeIsFiledAndManySmallOnesDoNotSlipPast() {
    granted("f-changed");

    as("desk", DEPARTMENT, change("f-more", "f-changed", "quota: {requests.cpu: 2200m}")).orThrow();
    TenantRequest filed = awaitPhase("f-more", RequestPhase.GRANTED);
    assertThat(filed.getStatus().findings()).extracting(f -> f.policy()).containsExactly("GOV-006");
    assertThat(cpu("f-changed")).isEqualTo("2200m");

    as("desk", DEPARTMENT, change("f-again", "f-changed", "quota: {requests.cpu: 2400m}"))
        .orThrow();
    awaitWaiting("f-again", "Platform");
    assertThat(cpu("f-changed")).isEqualTo("2200m");
    decide("paul", PLATFORM, "f-again", "Platform", "Approved").orThrow();
    awaitPhase("f-again", RequestPhase.GRANTED);

    Tenant tenant = estate.get(Tenant.class, "f-changed");
    assertThat(cpu("f-changed")).isEqualTo("2400m");
    assertThat(tenant.getSpec().approvedQuota().get("requests.cpu").toString()).isEqualTo("2400m");
    assertThat(tenant.getSpec().grants())
        .extracting(g -> g.request())
        .containsExactly("f-changed", "f-more", "f-again");
  }

  @Test
  void thePlatformTeamNeitherGoesBeyondWhatWasApprovedNorRewritesIt() {
    granted("f-guarded");

    assertThat(patch("f-guarded", "{\"spec\":{\"quota\":{\"requests.cpu\":\"4\"}}}").stderr())
        .contains("[GOV-006]");
    assertThat(
            patch("f-guarded", "{\"spec\":{\"approvedQuota\":{\"requests.cpu\":\"40\"}}}").stderr())
        .contains("approvedQuota of Tenant f-guarded says what was approved");
    assertThat(patch("f-guarded", "{\"spec\":{\"grants\":null}}").stderr())
        .contains("only the operator writes it");
    patch("f-guarded", "{\"spec\":{\"purpose\":\"复核\"}}").orThrow();
  }

  @Test
  void aRenewalIsDecidedLikeARequest() {
    granted("f-renewed");
    String later = "2028-10-31T23:59:59+08:00";

    as("desk", DEPARTMENT, change("f-longer", "f-renewed", "expiresAt: \"" + later + "\""))
        .orThrow();
    awaitWaiting("f-longer", "Platform");
    decide("paul", PLATFORM, "f-longer", "Platform", "Approved").orThrow();
    awaitPhase("f-longer", RequestPhase.GRANTED);
    assertThat(estate.get(Tenant.class, "f-renewed").getSpec().expiresAt()).isEqualTo(later);
  }

  @Test
  @Provokes({"TenantRequest Ready=False TenantNotFound"})
  void aChangeOfNobodysTenantIsBlocked() {
    as("desk", DEPARTMENT, change("f-nobody", "f-no-such", "purpose: 无")).orThrow();

    assertThat(awaitPhase("f-nobody", RequestPhase.BLOCKED).getStatus().nextStep())
        .contains("this department has no Tenant called f-no-such");
  }

  @Test
  @Provokes({
    "TenantRequest Ready=False Ending",
    "TenantRequest Ready=True Ended",
    "TenantRequest event Ending",
    "TenantRequest event Ended",
    "TenantRequest Ready=False TenantEnding"
  })
  void anEndTakesTheWholeChecklist() {
    granted("f-ended");
    as("desk", DEPARTMENT, "{type: End, tenantName: f-ended, purpose: 系统下线}", "f-end").orThrow();
    awaitWaiting("f-end", "Platform, DataReturn, Wipe, AssetClosure");

    decide("paul", PLATFORM, "f-end", "Platform", "Approved").orThrow();
    assertThat(decide("clerk", DEPARTMENT, "f-end", "DataReturn", "Approved").stderr())
        .contains("need spec.evidence");
    assertThat(decide("desk", DEPARTMENT, "f-end", "DataReturn", "Approved", "回执 1").stderr())
        .contains("desk wrote this request");
    decide("clerk", DEPARTMENT, "f-end", "DataReturn", "Approved", "回执 1").orThrow();
    decide("sara", SECURITY, "f-end", "Wipe", "Approved", "证明 2").orThrow();
    awaitWaiting("f-end", "AssetClosure");
    assertThat(estate.get(Tenant.class, "f-ended").getSpec().end()).isNull();

    decide("peter", PLATFORM, "f-end", "AssetClosure", "Approved", "核销 3").orThrow();
    Tenant ended =
        await()
            .atMost(OperatorEstate.LIMIT)
            .until(() -> estate.get(Tenant.class, "f-ended"), t -> t.getSpec().end() != null);
    assertThat(ended.getSpec().end().request().name()).isEqualTo("f-end");
    assertThat(ended.getSpec().quota()).isNotEmpty();
    awaitPhase("f-end", RequestPhase.ENDED);
    as("desk", DEPARTMENT, change("f-late", "f-ended", "purpose: 迟了")).orThrow();
    awaitPhase("f-late", RequestPhase.BLOCKED);
  }

  @Test
  void aDryRunTellsWhatWouldBecomeOfARequestAndLeavesNothing() {
    String request =
        Objects.request("f-preview", "p-none", 3, "2")
            .replaceAll("  (expiresAt|purpose): .*\n", "");
    CommandResult told =
        estate
            .cluster()
            .kubectl(
                estate.cluster().kubeconfigFor("desk", DEPARTMENT),
                request,
                "create",
                "--dry-run=server",
                "-o",
                "yaml",
                "-f",
                "-");

    assertThat(told.stderr())
        .contains(
            "Preview: would make Tenant f-preview with 2 namespaces (f-preview-web, f-preview-data)")
        .contains("Preview: would need approvals: Platform 1 (GOV-013), Security 1 (GOV-013).")
        .contains("预览：需要以下审批")
        .contains("[GOV-003]")
        .contains("[GOV-005]");
    assertThat(told.stdout())
        .contains("expiresAt: \"2027-10-31T16:00:00Z\"")
        .contains("reclaim: Retain");
    assertThat(request("f-preview")).isNull();
  }

  private void granted(String name) {
    as("desk", DEPARTMENT, Objects.request(name, "p-flows", 2, "2")).orThrow();
    decide("paul", PLATFORM, name, "Platform", "Approved").orThrow();
    awaitPhase(name, RequestPhase.GRANTED);
  }

  private static String change(String name, String tenant, String fields) {
    return "apiVersion: yunzhi.dev/v1alpha1\nkind: TenantRequest\nmetadata: {name: %s, namespace: dept-root}\nspec:\n  type: Change\n  tenantName: %s\n  %s\n"
        .formatted(name, tenant, fields);
  }

  private CommandResult as(String user, String group, String spec, String name) {
    return as(
        user,
        group,
        "apiVersion: yunzhi.dev/v1alpha1\nkind: TenantRequest\nmetadata: {name: %s, namespace: dept-root}\nspec: %s\n"
            .formatted(name, spec));
  }

  private CommandResult as(String user, String group, String yaml) {
    return estate
        .cluster()
        .kubectl(estate.cluster().kubeconfigFor(user, group), yaml, "create", "-f", "-");
  }

  private CommandResult patch(String tenant, String patch) {
    return estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfigFor("paul", PLATFORM),
            "",
            "patch",
            "tenant",
            tenant,
            "--type=merge",
            "-p",
            patch);
  }

  private CommandResult decide(
      String user, String group, String request, String stage, String decision) {
    return decide(user, group, request, stage, decision, null);
  }

  private CommandResult decide(
      String user, String group, String request, String stage, String decision, String evidence) {
    String approval =
        Objects.approval(
            request,
            request,
            stage,
            decision,
            "  reason: 测试\n" + (evidence == null ? "" : "  evidence: " + evidence));
    return as(
        user,
        group,
        approval
            .replace("{name: ", "{generateName: ")
            .replace(request + ", names", request + "-, names"));
  }

  private TenantRequest awaitPhase(String name, RequestPhase phase) {
    return estate.awaitRequest("dept-root", name, r -> r.getStatus().phase() == phase);
  }

  private void awaitWaiting(String name, String who) {
    estate.awaitRequest("dept-root", name, r -> who.equals(r.getStatus().waitingFor()));
  }

  private void awaitNamespace(String name) {
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> estate.client().namespaces().withName(name).get() != null);
  }

  private TenantRequest request(String name) {
    return estate.findRequest("dept-root", name);
  }

  private List<String> verdicts(String request) {
    return estate
        .client()
        .resources(Approval.class)
        .inNamespace("dept-root")
        .list()
        .getItems()
        .stream()
        .filter(a -> a.getSpec().request().equals(request) && a.getStatus() != null)
        .map(a -> a.getStatus().conditions().get(0).getReason())
        .toList();
  }

  private String cpu(String tenant) {
    return estate.get(Tenant.class, tenant).getSpec().quota().get("requests.cpu").toString();
  }
}
