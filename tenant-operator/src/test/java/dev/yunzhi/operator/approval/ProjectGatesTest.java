package dev.yunzhi.operator.approval;

import static dev.yunzhi.api.v1alpha1.Stage.ACCEPTANCE;
import static dev.yunzhi.api.v1alpha1.Stage.EXPERT_PANEL;
import static dev.yunzhi.api.v1alpha1.Stage.FUND;
import static dev.yunzhi.api.v1alpha1.Stage.INITIATION;
import static dev.yunzhi.api.v1alpha1.Stage.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectPhase;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The project {@code portal}, which {@code zhang} wrote first, and {@code wu} from generation 5 on.
 */
class ProjectGatesTest {

  private final List<Approval> approvals = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "displayName: a | PLANNED",
        "planYear: 2026 | PLANNED",
        "fundSource: a | FUNDED",
        "expertReview: {conclusion: a} | REVIEWED",
        "approvalNumber: a | APPROVED",
        "completedOn: '2026-01-01' | COMPLETED",
        "acceptance: {date: '2026-02-01'} | ACCEPTED",
        "evaluation: {date: '2027-02-01'} | EVALUATED"
      })
  void whatTheSpecRecordsCountsWhereNobodyDecided(String recorded, ProjectPhase phase) {
    assertThat(gates(recorded).phase(project(recorded).getSpec())).isEqualTo(phase);
  }

  @Test
  void decisionsTakeAProjectFromGateToGate() {
    assertThat(phase("")).isEqualTo(ProjectPhase.PLANNED);
    decided("plan", "Plan", "li", "Approved");
    decided("fund", "Fund", "li", "Approved");
    assertThat(phase("")).as("one person may decide several").isEqualTo(ProjectPhase.FUNDED);
    decided("one", "ExpertPanel", "expert-1", "Approved");
    assertThat(phase("")).as("the panel takes two").isEqualTo(ProjectPhase.FUNDED);
    assertThat(gates("").open(project("").getSpec())).containsExactly(EXPERT_PANEL, INITIATION);
    decided("two", "ExpertPanel", "expert-2", "Approved");
    assertThat(phase("")).isEqualTo(ProjectPhase.REVIEWED);
    decided("initiation", "Initiation", "li", "Approved");
    assertThat(phase("")).isEqualTo(ProjectPhase.APPROVED);
    assertThat(gates("").open(project("").getSpec())).isEmpty();
    assertThat(phase("completedOn: '2026-11-01'")).isEqualTo(ProjectPhase.COMPLETED);
    decided("acceptance", "Acceptance", "li", "Approved");
    assertThat(phase("completedOn: '2026-11-01'")).isEqualTo(ProjectPhase.ACCEPTED);
  }

  @Test
  void aRejectionHoldsWhateverTheSpecRecords() {
    String recorded = "approvalNumber: a\nacceptance: {date: '2026-02-01'}";
    decided("fund", "Fund", "li", "Approved");
    decided("no", "Initiation", "li", "Rejected");
    assertThat(phase(recorded)).isEqualTo(ProjectPhase.FUNDED);
    assertThat(gates(recorded).rejected()).hasSize(1);

    decided("yes", "Initiation", "li", "Approved");
    assertThat(phase(recorded)).as("decided anew").isEqualTo(ProjectPhase.ACCEPTED);
    decided("not", "Acceptance", "li", "Rejected");
    assertThat(gates(recorded).acceptance(project(recorded).getSpec())).isNull();
    decided("back", "Acceptance", "li", "Withdrawn");
    assertThat(gates(recorded).acceptance(project(recorded).getSpec()).date())
        .isEqualTo("2026-02-01");
  }

  /** It was 16:00:05 in London, the day after in Beijing. */
  @Test
  void whatIsAcceptedWithoutARecordIsOfTheDayOfTheDecision() {
    decided("acceptance", "Acceptance", "li", "Approved");

    assertThat(gates("").acceptance(project("").getSpec()).date()).isEqualTo("2026-11-26");
  }

  @Test
  void nobodyDecidesOnWhatTheyWroteAndWhoWroteLaterDidNot() {
    decided("own", "Plan", "zhang", "Approved");
    assertThat(gates("").open(project("").getSpec())).contains(PLAN);
    decided("before", "Plan", "wu", "Approved", 4, null);
    assertThat(gates("").open(project("").getSpec())).doesNotContain(PLAN);
    decided("after", "Fund", "wu", "Approved", 5, null);
    assertThat(gates("").open(project("").getSpec())).contains(FUND);
  }

  @Test
  void eachChangeOfWhatItCostsIsDecidedByItself() {
    decided("first", "Change", "li", "Approved", 2, 1200000L);
    decided("second", "Change", "li", "Approved", 3, 1500000L);
    decided("third", "Change", "li", "Approved", 4, 1800000L);
    decided("third-not", "Change", "chen", "Rejected", 4, 1800000L);
    decided("own", "Change", "zhang", "Approved", 4, 9000000L);

    assertThat(gates("").approvedTotals()).containsExactly(1200000L, 1500000L);
  }

  @Test
  void theStatusSaysTheSame() {
    decided("no", "Acceptance", "li", "Rejected");
    decided("change", "Change", "li", "Approved", 2, 1200000L);
    ProjectGates gates = gates("");
    Project stored =
        Serialization.unmarshal(
            "{\"status\": {\"gates\": %s, \"approvedTotals\": [1200000]}}"
                .formatted(Serialization.asJson(gates.gates())),
            Project.class);

    assertThat(ProjectGates.of(stored.getStatus())).isEqualTo(gates);
    assertThat(gates.gates()).extracting(gate -> gate.stage()).endsWith(ACCEPTANCE);
  }

  private ProjectPhase phase(String spec) {
    return gates(spec).phase(project(spec).getSpec());
  }

  private ProjectGates gates(String spec) {
    return ProjectGates.of(project(spec), approvals, 2);
  }

  /**
   * @param spec lines, without indent
   */
  private static Project project(String spec) {
    return Serialization.unmarshal(
        """
        metadata: {name: portal, uid: uid, generation: 9}
        spec:
          writers: [{name: zhang, generation: 1}, {name: wu, generation: 5}]
        """
            + spec.indent(2),
        Project.class);
  }

  private void decided(String name, String stage, String by, String decision) {
    decided(name, stage, by, decision, 2, null);
  }

  private void decided(
      String name, String stage, String by, String decision, long generation, Long amount) {
    approvals.add(
        Serialization.unmarshal(
            """
            metadata: {name: %s, namespace: dept-city}
            spec:
              project: portal
              stage: %s
              decision: %s
              decidedBy: %s
              decidedAt: "%s"
              requestUid: uid
              requestGeneration: %d
              amount: %s
              reason: because
            """
                .formatted(
                    name,
                    stage,
                    decision,
                    by,
                    Instant.parse("2026-11-25T16:00:05Z").plusSeconds(approvals.size()),
                    generation,
                    amount),
            Approval.class));
  }
}
