package dev.yunzhi.operator.approval;

import static dev.yunzhi.api.v1alpha1.Decision.APPROVED;
import static dev.yunzhi.api.v1alpha1.Decision.REJECTED;
import static dev.yunzhi.api.v1alpha1.Decision.WITHDRAWN;
import static dev.yunzhi.api.v1alpha1.Stage.PLATFORM;
import static dev.yunzhi.api.v1alpha1.Stage.SECURITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Stage;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotesTest {

  private final Ballots ballots = new Ballots();
  private TenantRequest request = Ballots.request(1);
  private Instant now = Ballots.NOON.plus(Duration.ofDays(1));

  private List<String> reasons() {
    var stages = Tally.merged(List.of(Ballots.needs(PLATFORM, 1), Ballots.needs(SECURITY, 1)));
    var votes =
        Votes.of(request == null ? null : Matter.of(request).asked(stages), ballots.approvals, now);
    return ballots.approvals.stream()
        .map(a -> votes.of(a.getMetadata().getName()).reason().wire())
        .toList();
  }

  @Test
  void whatWasDecidedOnAnotherGenerationRequestOrByTheRequesterDoesNotCount() {
    ballots
        .decided("generation", PLATFORM, "li", APPROVED, 1, "uid")
        .decided("own", PLATFORM, "zhang", APPROVED, 2, "uid")
        .decided("deleted", PLATFORM, "li", APPROVED, 2, "uid-before")
        .decided("unstamped", PLATFORM, null, APPROVED, 2, "uid");
    request = Ballots.request(2);

    assertThat(reasons())
        .containsExactly("NotCurrentGeneration", "OwnRequest", "OtherRequest", "NotStamped");
  }

  @Test
  void whereNobodyKnowsWhoAskedNobodyCanApprove() {
    ballots.decided("a", PLATFORM, "li", APPROVED);
    request = Ballots.request(1, "[]");

    assertThat(reasons()).containsExactly("NotStamped");
  }

  @Test
  void whereThereIsNoRequestNothingCounts() {
    ballots.decided("a", PLATFORM, "li", APPROVED);
    request = null;

    assertThat(reasons()).containsExactly("RequestNotFound");
  }

  @Test
  void onePersonFillsOneStage() {
    ballots.decided("a", PLATFORM, "li", APPROVED).decided("b", SECURITY, "li", APPROVED);

    assertThat(reasons()).containsExactly("Counted", "OtherStage");
  }

  @Test
  void whoWithdrawsMayDecideAnew() {
    ballots
        .decided("a", PLATFORM, "li", APPROVED)
        .decided("b", PLATFORM, "li", WITHDRAWN)
        .decided("c", SECURITY, "li", APPROVED);

    assertThat(reasons()).containsExactly("Withdrawn", "Counted", "Counted");
  }

  @Test
  void onlyWhatOneDecidedOneselfCanBeWithdrawn() {
    ballots.decided("a", PLATFORM, "li", APPROVED).decided("b", PLATFORM, "wang", WITHDRAWN);

    assertThat(reasons()).containsExactly("Counted", "NothingToWithdraw");
  }

  @Test
  void theLatestDecisionOfAPersonCounts() {
    ballots.decided("a", PLATFORM, "li", REJECTED).decided("b", PLATFORM, "li", APPROVED);

    assertThat(reasons()).containsExactly("Superseded", "Counted");
  }

  @Test
  void anApprovalExpiresAndARejectionDoesNot() {
    ballots.decided("a", PLATFORM, "li", APPROVED).decided("b", SECURITY, "wang", REJECTED);

    now = Ballots.NOON.plus(Duration.ofDays(90)).minusMillis(1);
    assertThat(reasons()).containsExactly("Counted", "Counted");
    now = Ballots.NOON.plus(Duration.ofDays(90));
    assertThat(reasons()).containsExactly("Expired", "Counted");
  }

  @Test
  void aStageThatNobodyAsksForNeedsNoDecision() {
    ballots.decided("a", Stage.EXPERT, "li", APPROVED);

    assertThat(reasons()).containsExactly("StageNotNeeded");
  }

  @Test
  void nothingExpiresOnceTheRequestWasCarriedOut() {
    ballots.decided("a", PLATFORM, "li", APPROVED);
    request =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: TenantRequest
            metadata: {name: shop, namespace: dept-tax, uid: uid, generation: 1}
            spec: {project: p, requesters: [zhang]}
            status:
              observedGeneration: 1
              phase: Granted
              stages: [{stage: Platform, quorum: 1, expiresAfterDays: 90}]
            """,
            TenantRequest.class);

    assertThat(Matter.of(request).carriedOut()).isTrue();
    assertThat(
            Votes.of(Matter.of(request), ballots.approvals, Ballots.NOON.plus(Duration.ofDays(400)))
                .of("a")
                .counted())
        .isTrue();
  }
}
