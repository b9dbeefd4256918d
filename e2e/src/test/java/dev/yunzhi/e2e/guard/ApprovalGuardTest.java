package dev.yunzhi.e2e.guard;

import static dev.yunzhi.e2e.guard.GuardedEstate.HOME_NAMESPACE;
import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Stage;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage is decided by whoever holds its verb, in their own name, where a department asks. */
@OnGuardedEstate
class ApprovalGuardTest {

  private final GuardedEstate estate;
  private final KubernetesClient platform;
  private final KubernetesClient security;

  ApprovalGuardTest(GuardedEstate estate) {
    this.estate = estate;
    this.platform = holder("paul", "yunzhi-platform-administrator");
    this.security = holder("sara", "yunzhi-security-administrator");
  }

  private KubernetesClient holder(String user, String role) {
    estate
        .administrator()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(user)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .serverSideApply();
    return estate.as(user);
  }

  @AfterEach
  void close() {
    platform.close();
    security.close();
  }

  @Test
  void eachTeamDecidesItsOwnStage() {
    Approval byPlatform = platform.resource(approval("one", Stage.PLATFORM, "paul")).create();
    Approval bySecurity = security.resource(approval("two", Stage.SECURITY, "sara")).create();

    assertThat(byPlatform.getSpec().stage()).isEqualTo(Stage.PLATFORM);
    assertThat(bySecurity.getSpec().stage()).isEqualTo(Stage.SECURITY);
  }

  @Test
  void noTeamDecidesTheOthersStage() {
    assertForbidden(
        () -> platform.resource(approval("three", Stage.SECURITY, "paul")).create(),
        "paul may not decide the stage Security of TenantRequest portal",
        "approve-security",
        "无权审批");
    assertForbidden(
        () -> security.resource(approval("three", Stage.PLATFORM, "sara")).create(),
        "sara may not decide the stage Platform of TenantRequest portal");
  }

  @Test
  void nobodyDecidesInSomebodyElsesName() {
    assertForbidden(
        () -> platform.resource(approval("four", Stage.PLATFORM, "someone-else")).create(),
        "spec.decidedBy must be paul");
  }

  @Test
  void aDepartmentGivesItsReceiptAndDecidesNothingElse() {
    try (KubernetesClient department = estate.as("dora")) {
      department.resource(approval("seven", Stage.DATA_RETURN, "dora")).create();
      assertForbidden(
          () -> department.resource(approval("five", Stage.PLATFORM, "dora")).create(),
          "dora may not decide the stage Platform");
    }
  }

  @Test
  void theGatesOfAProjectAreThePlatformTeamsAndTheExpertsAlone() {
    platform.resource(gate("eight", Stage.PLAN, "paul")).create();
    assertForbidden(
        () -> platform.resource(gate("nine", Stage.EXPERT_PANEL, "paul")).create(),
        "paul may not decide the stage ExpertPanel of Project portal",
        "approve-expertpanel on projects.yunzhi.dev",
        "无权审批项目 portal");
    try (KubernetesClient department = estate.as("dora");
        KubernetesClient expert = holder("erin", "yunzhi-expert")) {
      expert.resource(gate("ten", Stage.EXPERT_PANEL, "erin")).create();
      assertForbidden(
          () -> department.resource(gate("eleven", Stage.PLAN, "dora")).create(),
          "dora may not decide the stage Plan of Project portal");
    }
  }

  @Test
  void nothingIsDecidedOutsideADepartmentsHome() {
    Approval elsewhere = approval("six", Stage.PLATFORM, "paul");
    elsewhere.getMetadata().setNamespace("default");

    assertForbidden(
        () -> platform.resource(elsewhere).create(),
        "namespace default is not the home of a department",
        "不是部门的主命名空间");
  }

  private static Approval gate(String name, Stage stage, String decidedBy) {
    Approval approval = approval(name, stage, decidedBy);
    ApprovalSpec spec = approval.getSpec();
    approval.setSpec(
        new ApprovalSpec(
            null,
            null,
            "portal",
            stage,
            spec.decision(),
            null,
            null,
            null,
            null,
            null,
            decidedBy,
            null));
    return approval;
  }

  private static Approval approval(String name, Stage stage, String decidedBy) {
    Approval approval = new Approval();
    approval.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(HOME_NAMESPACE).build());
    approval.setSpec(
        new ApprovalSpec(
            "portal",
            null,
            null,
            stage,
            Decision.APPROVED,
            null,
            "回执 1",
            null,
            null,
            null,
            decidedBy,
            null));
    return approval;
  }
}
