package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectPhase;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What a project says of its gates, terms and costs, and what policies make of it. */
@OnOperatorEstate
class ProjectTest {

  private final OperatorEstate estate;
  private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  ProjectTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({
    "Project Accepted=False UnderWay",
    "Project Accepted=False AwaitingAcceptance",
    "Project Accepted=False AcceptanceNear",
    "Project Accepted=False AcceptanceOverdue",
    "Project Accepted=True Accepted",
    "Project event ProjectAcceptanceNear",
    "Project event ProjectAcceptanceOverdue"
  })
  void itIsSaidHowTheTermForAcceptanceStands() {
    apply("j-accept", "");
    Project underWay = awaitCondition("j-accept", "Accepted", "False", "UnderWay");
    assertThat(underWay.getStatus().phase()).isEqualTo(ProjectPhase.APPROVED);
    assertThat(underWay.getStatus().acceptBy()).isNull();

    apply("j-accept", completed(today));
    Project completed = awaitCondition("j-accept", "Accepted", "False", "AwaitingAcceptance");
    assertThat(completed.getStatus().phase()).isEqualTo(ProjectPhase.COMPLETED);
    assertThat(completed.getStatus().acceptBy()).isEqualTo(today.plusMonths(6).toString());

    apply("j-accept", completed(today.minusMonths(6).plusDays(20)));
    awaitCondition("j-accept", "Accepted", "False", "AcceptanceNear");
    apply("j-accept", completed(today.minusMonths(7)));
    awaitCondition("j-accept", "Accepted", "False", "AcceptanceOverdue");
    apply("j-accept", completed(today.minusMonths(7)) + accepted(today));
    assertThat(awaitCondition("j-accept", "Accepted", "True", "Accepted").getStatus().phase())
        .isEqualTo(ProjectPhase.ACCEPTED);
  }

  @Test
  @Provokes({
    "Project Evaluated=False NotDue",
    "Project Evaluated=False EvaluationDue",
    "Project Evaluated=False EvaluationNear",
    "Project Evaluated=False EvaluationOverdue",
    "Project Evaluated=True Evaluated",
    "Project event ProjectEvaluationDue",
    "Project event ProjectEvaluationNear",
    "Project event ProjectEvaluationOverdue"
  })
  void itIsSaidHowTheTermForEvaluationStands() {
    String done = completed(today.minusMonths(30));
    apply("j-evaluate", done + accepted(today));
    Project early = awaitCondition("j-evaluate", "Evaluated", "False", "NotDue");
    assertThat(early.getStatus().evaluateFrom()).isEqualTo(today.plusMonths(12).toString());
    assertThat(early.getStatus().evaluateBy()).isEqualTo(today.plusMonths(24).toString());

    apply("j-evaluate", done + accepted(today.minusMonths(13)));
    awaitCondition("j-evaluate", "Evaluated", "False", "EvaluationDue");
    apply("j-evaluate", done + accepted(today.minusMonths(24).plusDays(20)));
    awaitCondition("j-evaluate", "Evaluated", "False", "EvaluationNear");
    apply("j-evaluate", done + accepted(today.minusMonths(25)));
    awaitCondition("j-evaluate", "Evaluated", "False", "EvaluationOverdue");
    apply(
        "j-evaluate",
        done
            + accepted(today.minusMonths(25))
            + "  evaluation: {date: \"%s\", conclusion: 达到预期}\n".formatted(today));
    assertThat(awaitCondition("j-evaluate", "Evaluated", "True", "Evaluated").getStatus().phase())
        .isEqualTo(ProjectPhase.EVALUATED);
  }

  @Test
  @Provokes({
    "Project ChangesCovered=False AwaitingFiling",
    "Project ChangesCovered=False AwaitingApproval",
    "Project ChangesCovered=True Filed",
    "Project ChangesCovered=True Approved"
  })
  void aChangeBeyondTheLimitHoldsUpItsRequestsUntilItIsApproved() {
    apply("j-costs", changes("{total: 2300000, date: \"2026-05-01\", reason: 接口增加}"));
    awaitCondition("j-costs", "ChangesCovered", "False", "AwaitingFiling");
    String filed = "{total: 2300000, date: \"2026-05-01\", reason: 接口增加, filingNumber: 备8号}";
    apply("j-costs", changes(filed));
    awaitCondition("j-costs", "ChangesCovered", "True", "Filed");

    String beyond = "total: 2300001, date: \"2026-06-01\", reason: 范围扩大";
    apply("j-costs", changes(filed + ", {" + beyond + "}"));
    awaitCondition("j-costs", "ChangesCovered", "False", "AwaitingApproval");
    estate.apply(Objects.request("j-costly", "j-costs", 2, "2"));
    assertThat(awaitPhase("j-costly", RequestPhase.REFUSED).getStatus().nextStep())
        .contains("GOV-006");

    apply("j-costs", changes(filed + ", {" + beyond + ", approvalNumber: 立项9号}"));
    awaitCondition("j-costs", "ChangesCovered", "True", "Approved");
    awaitPhase("j-costly", RequestPhase.AWAITING_APPROVAL);
  }

  @Test
  void whatIsNamedLikeAnOlderProjectOfTheAreaNeedsAReason() {
    named("j-first", "不动产登记信息管理系统", "");
    String made = estate.get(Project.class, "j-first").getMetadata().getCreationTimestamp();
    // Of two projects the older counts, and Kubernetes tells times by the second.
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> Instant.now().isAfter(Instant.parse(made).plusSeconds(1)));
    // Whoever writes it is told at once.
    assertThat(estate.tryApply(titled("j-second", "智慧不动产登记管理平台升级改造项目")).stderr())
        .containsPattern(
            "Warning: \\[GOV-011] .*project \"j-second\" is like project \"j-first\" of department \"root\" in the same area by [0-9]{2} %")
        .containsPattern("Warning: \\[GOV-011] .*项目 \"j-first\".*相似度为 [0-9]{2}%")
        .containsPattern("Warning: spec.systems: Project .* has 目录1号, 测试平台, too");
    estate.apply(Objects.request("j-twice", "j-second", 2, "2"));

    TenantRequest refused = awaitPhase("j-twice", RequestPhase.REFUSED);
    assertThat(refused.getStatus().findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.policy()).isEqualTo("GOV-011");
              assertThat(finding.message())
                  .matches(
                      "project \"j-second\" is like project \"j-first\" of department \"root\" in the same area by [0-9]{2} %: .*");
              assertThat(finding.messageZh()).contains("项目 \"j-first\"", "相似度为");
            });

    String reason = "  duplicationReason: 原系统即将下线\n";
    assertThat(estate.tryApply(titled("j-second", "智慧不动产登记管理平台升级改造项目") + reason).stderr())
        .doesNotContain("GOV-011");
    awaitPhase("j-twice", RequestPhase.AWAITING_APPROVAL);
  }

  @Test
  @Provokes({
    "Project Approved=False Awaiting",
    "Project Approved=True Approved",
    "Project Approved=False Rejected"
  })
  void gatesAreDecidedByOthersThanThoseWhoWroteIt() {
    estate.apply(bare("j-gates"));
    Project planned = awaitCondition("j-gates", "Approved", "False", "Awaiting");
    assertThat(planned.getStatus().phase()).isEqualTo(ProjectPhase.PLANNED);
    assertThat(planned.getSpec().writers()).hasSize(1);
    assertThat(estate.tryApply(gate("j-own", "j-gates", "Plan", "Approved")).stderr())
        .contains("wrote this request; somebody else has to decide on it");

    decide("planner", gate("j-plan", "j-gates", "Plan", "Approved"));
    decide("planner", gate("j-fund", "j-gates", "Fund", "Approved"));
    awaitPhase("j-gates", ProjectPhase.FUNDED);
    decide("expert-one", gate("j-panel-1", "j-gates", "ExpertPanel", "Approved"));
    decide("expert-two", gate("j-panel-2", "j-gates", "ExpertPanel", "Approved"));
    decide("planner", gate("j-initiation", "j-gates", "Initiation", "Approved"));
    awaitCondition("j-gates", "Approved", "True", "Approved");

    // What it became later is not what was decided on, and takes nothing of it back.
    estate.apply(bare("j-gates") + completed(today));
    awaitPhase("j-gates", ProjectPhase.COMPLETED);
    assertThat(
            estate
                .createAs(
                    "planner",
                    gate("j-stale", "j-gates", "Acceptance", "Approved")
                        + "  requestGeneration: 1\n")
                .stderr())
        .contains("this decides on generation 1 of the request, which has generation 2");
    decide("planner", gate("j-acceptance", "j-gates", "Acceptance", "Approved"));
    awaitPhase("j-gates", ProjectPhase.ACCEPTED);

    decide("planner", gate("j-not", "j-gates", "Initiation", "Rejected"));
    Project rejected = awaitCondition("j-gates", "Approved", "False", "Rejected");
    assertThat(rejected.getStatus().phase()).isEqualTo(ProjectPhase.REVIEWED);
    estate.apply(Objects.request("j-refused", "j-gates", 2, "2"));
    assertThat(awaitPhase("j-refused", RequestPhase.REFUSED).getStatus().findings())
        .anyMatch(
            f -> f.message().startsWith("project \"j-gates\" is rejected at gate Initiation"));
  }

  @Test
  @Provokes("Approval Counted=False ProjectNotFound")
  void aChangeIsApprovedByItsAmountInTheHomeOfItsDepartment() {
    String beyond = "{total: 2400000, date: \"2026-06-01\", reason: 范围扩大}";
    apply("j-change", changes(beyond));
    awaitCondition("j-change", "ChangesCovered", "False", "AwaitingApproval");
    estate.apply(Objects.department("j-other", "City", "900961", "root"));
    estate.awaitReady(Department.class, "j-other", d -> d.getStatus().conditions());
    String elsewhere = gate("j-elsewhere", "j-change", "Change", "Approved");
    assertThat(estate.createAs("planner", elsewhere.replace("dept-root", "dept-j-other")).stderr())
        .contains("Project j-change is not one of this department");

    decide("planner", gate("j-more", "j-change", "Change", "Approved") + "  amount: 9000000\n");
    Project approved = awaitCondition("j-change", "ChangesCovered", "True", "Approved");
    assertThat(approved.getStatus().approvedTotals()).containsExactly(2400000L);

    String again = "{total: 2800000, date: \"2026-07-01\", reason: 再次扩大}";
    apply("j-change", changes(beyond + ", " + again));
    awaitCondition("j-change", "ChangesCovered", "False", "AwaitingApproval");

    estate.cluster().kubectl("delete", "project", "j-change").orThrow();
  }

  private static String bare(String name) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Project
        metadata: {name: %s}
        spec:
          displayName: 测试 %s
          department: root
        """
        .formatted(name, name);
  }

  private static String gate(String name, String project, String stage, String decision) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Approval
        metadata: {name: %s, namespace: dept-root}
        spec:
          project: %s
          stage: %s
          decision: %s
          reason: 会议纪要2026-3
        """
        .formatted(name, project, stage, decision);
  }

  private void decide(String who, String approval) {
    estate.createAs(who, approval).orThrow();
  }

  private void awaitPhase(String name, ProjectPhase phase) {
    estate.awaitObject(Project.class, name, p -> p.getStatus().phase() == phase);
  }

  private void apply(String name, String more) {
    estate.apply(Objects.project(name, "root") + more);
  }

  private void named(String name, String title, String more) {
    estate.apply(titled(name, title) + more);
  }

  private static String titled(String name, String title) {
    return Objects.project(name, "root").replaceAll("displayName: .*", "displayName: " + title);
  }

  private static String completed(LocalDate day) {
    return "  completedOn: \"%s\"\n".formatted(day);
  }

  private static String accepted(LocalDate day) {
    return "  acceptance: {date: \"%s\"}\n".formatted(day);
  }

  private static String changes(String changes) {
    return "  estimate: 2000000\n  changes: [%s]\n".formatted(changes);
  }

  private Project awaitCondition(String name, String type, String status, String reason) {
    return estate.awaitObject(
        Project.class, name, p -> Objects.has(p, p.getStatus().conditions(), type, status, reason));
  }

  private TenantRequest awaitPhase(String name, RequestPhase phase) {
    return estate.awaitRequest("dept-root", name, r -> r.getStatus().phase() == phase);
  }
}
