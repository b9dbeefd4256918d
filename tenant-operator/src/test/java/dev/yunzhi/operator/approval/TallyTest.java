package dev.yunzhi.operator.approval;

import static dev.yunzhi.api.v1alpha1.Decision.APPROVED;
import static dev.yunzhi.api.v1alpha1.Decision.REJECTED;
import static dev.yunzhi.api.v1alpha1.Decision.WITHDRAWN;
import static dev.yunzhi.api.v1alpha1.Stage.EXPERT;
import static dev.yunzhi.api.v1alpha1.Stage.PLATFORM;
import static dev.yunzhi.api.v1alpha1.Stage.SECURITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yunzhi.api.v1alpha1.StageDecision;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.policy.StageRequirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Ballots ballots = new Ballots();

  private Tally tally(StageRequirement... required) {
    return Tally.of(
        Ballots.request(1),
        List.of(required),
        ballots.approvals,
        Ballots.NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void allStagesApprovedIsApproved() {
    ballots.decided("a", SECURITY, "wang", APPROVED).decided("b", PLATFORM, "li", APPROVED);
    Tally tally = tally(Ballots.needs(SECURITY, 1), Ballots.needs(PLATFORM, 1));

    assertThat(tally.open()).isEmpty();
    assertThat(tally.rejection()).isEmpty();
    assertThat(tally.stages()).extracting(StageStatus::stage).containsExactly(PLATFORM, SECURITY);
    assertThat(tally.decidedAt()).contains(Ballots.NOON.plusSeconds(1));
  }

  @Test
  void aQuorumIsOfDifferentPeople() {
    ballots.decided("a", EXPERT, "li", APPROVED).decided("b", EXPERT, "li", APPROVED);
    assertThat(tally(Ballots.needs(EXPERT, 2)).open())
        .singleElement()
        .satisfies(
            stage -> {
              assertThat(stage.missing()).isEqualTo(1);
              assertThat(stage.decisions())
                  .extracting(StageDecision::approval)
                  .containsExactly("b");
            });

    ballots.decided("c", EXPERT, "wang", APPROVED);
    assertThat(tally(Ballots.needs(EXPERT, 2)).open()).isEmpty();
  }

  @Test
  void oneRejectionStandsWhateverOthersSay() {
    ballots
        .decided("a", PLATFORM, "li", APPROVED)
        .decided("b", PLATFORM, "wang", REJECTED)
        .decided("c", PLATFORM, "zhao", APPROVED);
    assertThat(tally(Ballots.needs(PLATFORM, 1)).rejection()).isPresent();

    ballots.decided("d", PLATFORM, "wang", WITHDRAWN);
    assertThat(tally(Ballots.needs(PLATFORM, 1)).rejection()).isEmpty();
  }

  @Test
  void aWithdrawalReopensTheStage() {
    ballots.decided("a", PLATFORM, "li", APPROVED).decided("b", PLATFORM, "li", WITHDRAWN);

    assertThat(tally(Ballots.needs(PLATFORM, 1)).open()).hasSize(1);
  }

  @Test
  void theStrictestOfSeveralPoliciesIsTaken() {
    var lax = new StageRequirement("Platform", 1, "X-001", "one", "一", null);
    var strict = new StageRequirement("Platform", 3, "X-002", "two", "二", 30);

    assertThat(tally(lax, strict).stages())
        .singleElement()
        .satisfies(
            stage -> {
              assertThat(stage.quorum()).isEqualTo(3);
              assertThat(stage.expiresAfterDays()).isEqualTo(30);
              assertThat(stage.policies()).containsExactly("X-001", "X-002");
              assertThat(stage.reason()).isEqualTo("one; two");
            });
  }

  @Test
  void theNextExpiryIsThatOfTheOldestApproval() {
    ballots.decided("a", EXPERT, "li", APPROVED).decided("b", EXPERT, "wang", APPROVED);

    assertThat(tally(Ballots.needs(EXPERT, 3)).nextExpiry())
        .contains(Ballots.NOON.plus(Duration.ofDays(90)));
  }

  @Test
  void aStageThatNobodyCanDecideIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tally(new StageRequirement("Mayor", 1, "X-001", "one", "一", null)))
        .withMessageContaining("X-001 asks for the approval stage Mayor");
    assertThatIllegalArgumentException()
        .as("a project's gate is no stage of a request")
        .isThrownBy(() -> tally(new StageRequirement("Plan", 1, "X-001", "one", "一", null)))
        .withMessageContaining("X-001 asks for the approval stage Plan");
  }
}
