package dev.yunzhi.operator.reconcile.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.reconcile.approval.Count;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

  private final List<Approval> approvals = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"1, PLATFORM", "2, PLATFORM", "3, PLATFORM SECURITY", "4, PLATFORM SECURITY"})
  void securityHasASayFromLevelThreeUp(int level, String stages) {
    assertThat(names(Tally.of(request(level, 1), approvals).open())).isEqualTo(stages);
  }

  @Test
  void aRequestWithoutLevelCountsAsTheStrictest() {
    assertThat(names(Tally.of(request(null, 1), approvals).open())).isEqualTo("PLATFORM SECURITY");
  }

  @Test
  void allStagesApprovedIsApproved() {
    approve("a", Stage.PLATFORM, "li", 1, "uid", Decision.APPROVED);
    approve("b", Stage.SECURITY, "wang", 1, "uid", Decision.APPROVED);
    Tally tally = Tally.of(request(3, 1), approvals);

    assertThat(tally.open()).isEmpty();
    assertThat(tally.rejection()).isEmpty();
    assertThat(tally.stages()).extracting(StageStatus::decidedBy).containsExactly("li", "wang");
  }

  @Test
  void aRejectionStandsWhateverComesBeforeOrAfter() {
    approve("a", Stage.PLATFORM, "li", 1, "uid", Decision.APPROVED);
    approve("b", Stage.PLATFORM, "wang", 1, "uid", Decision.REJECTED);
    approve("c", Stage.PLATFORM, "zhao", 1, "uid", Decision.APPROVED);

    assertThat(Tally.of(request(2, 1), approvals).rejection())
        .map(StageStatus::approval)
        .contains("b");
  }

  @Test
  void approvalsOfAnEarlierGenerationOfTheRequesterOrOfAnotherRequestDoNotCount() {
    approve("generation", Stage.PLATFORM, "li", 1, "uid", Decision.APPROVED);
    approve("own", Stage.PLATFORM, "zhang", 2, "uid", Decision.APPROVED);
    approve("deleted", Stage.PLATFORM, "li", 2, "uid-before", Decision.APPROVED);
    approve("unstamped", Stage.PLATFORM, null, 2, "uid", Decision.APPROVED);
    TenantRequest request = request(2, 2);

    assertThat(Tally.of(request, approvals).open()).containsExactly(Stage.PLATFORM);
    assertThat(approvals)
        .extracting(a -> Count.of(a, request).reason())
        .containsExactly("NotCurrentGeneration", "OwnRequest", "OtherRequest", "NotStamped");
  }

  @Test
  void whereNobodyKnowsWhoAskedNobodyCanApprove() {
    approve("a", Stage.PLATFORM, "li", 1, "uid", Decision.APPROVED);
    TenantRequest unstamped = request(2, 1, "[]");

    assertThat(Tally.of(unstamped, approvals).open()).containsExactly(Stage.PLATFORM);
  }

  private void approve(
      String name, Stage stage, String by, long generation, String uid, Decision decision) {
    var approval = new Approval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withCreationTimestamp("2026-11-25T00:00:0" + approvals.size() + "Z")
            .build());
    approval.setSpec(
        new ApprovalSpec("shop", stage, decision, "because", generation, uid, by, "then"));
    approvals.add(approval);
  }

  private static TenantRequest request(Integer level, long generation) {
    return request(level, generation, "[zhang]");
  }

  private static TenantRequest request(Integer level, long generation, String requesters) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: TenantRequest
        metadata: {name: shop, namespace: dept-tax, uid: uid, generation: %d}
        spec:
          project: p
          protectionLevel: %s
          namespaces: [{name: web}]
          requesters: %s
        """
            .formatted(generation, level, requesters),
        TenantRequest.class);
  }

  private static String names(List<Stage> stages) {
    return String.join(" ", stages.stream().map(Enum::name).toList());
  }
}
