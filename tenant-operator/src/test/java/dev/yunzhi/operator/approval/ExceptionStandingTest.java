package dev.yunzhi.operator.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Decision;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Stage;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionStandingTest {

  private static final Instant END = Instant.parse("2027-02-28T15:59:59Z");

  private final List<Approval> approvals = new ArrayList<>();
  private PolicyException exception = asked("requestedBy: zhang", 1);

  private ExceptionState at(Instant now) {
    return ExceptionStanding.of(exception, approvals, now).state();
  }

  private ExceptionState before() {
    return at(END.minusMillis(1));
  }

  @Test
  void itHoldsFromTheApprovalUntilItsEnd() {
    assertThat(before()).isEqualTo(ExceptionState.PENDING);
    assertThat(ExceptionStanding.isApproved(exception, approvals)).isFalse();

    decide("li", "Approved");
    assertThat(before()).isEqualTo(ExceptionState.ACTIVE);
    assertThat(at(END)).isEqualTo(ExceptionState.ENDED);
    assertThat(ExceptionStanding.isApproved(exception, approvals)).isTrue();
    assertThat(ExceptionStanding.of(exception, approvals, END).decision().decidedBy())
        .isEqualTo("li");
  }

  @Test
  void whoeverOfThemSaysNoRevokesIt() {
    decide("li", "Approved");
    decide("wang", "Rejected");
    assertThat(before()).isEqualTo(ExceptionState.REJECTED);
    assertThat(ExceptionStanding.of(exception, approvals, END).decision().decidedBy())
        .isEqualTo("wang");

    decide("wang", "Withdrawn");
    assertThat(before()).isEqualTo(ExceptionState.ACTIVE);
    decide("li", "Withdrawn");
    assertThat(before()).isEqualTo(ExceptionState.PENDING);
  }

  @Test
  void whoAskedForItApprovesNothing() {
    decide("zhang", "Approved");

    assertThat(before()).isEqualTo(ExceptionState.PENDING);
  }

  @Test
  void whereNobodyKnowsWhoAskedNobodyCanApprove() {
    exception = asked("", 1);
    decide("li", "Approved");

    assertThat(before()).isEqualTo(ExceptionState.PENDING);
  }

  /** To be deleted makes another generation. */
  @Test
  void whatWasApprovedIsThatGenerationAlone() {
    decide("li", "Approved");
    exception = asked("requestedBy: zhang", 2);

    assertThat(before()).isEqualTo(ExceptionState.PENDING);
  }

  @Test
  void anApprovalOfARequestOfThatNameIsNone() {
    decide("li", "Approved");
    var ballots = new Ballots();
    ballots.decided("a", Stage.SECURITY, "li", Decision.APPROVED);

    assertThat(ExceptionStanding.isApproved(exception, ballots.approvals)).isFalse();
  }

  private void decide(String by, String decision) {
    approvals.add(
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Approval
            metadata: {name: decision-%d, namespace: tax-web}
            spec:
              exception: shop
              stage: Security
              decision: %s
              reason: because
              requestUid: uid
              requestGeneration: 1
              decidedBy: %s
              decidedAt: "2026-11-25T12:00:0%dZ"
            """
                .formatted(approvals.size(), decision, by, approvals.size()),
            Approval.class));
  }

  private static PolicyException asked(String by, long generation) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: PolicyException
        metadata: {name: shop, namespace: tax-web, uid: uid, generation: %d}
        spec:
          policies: [SEC-019]
          kinds: [Pod]
          names: [shop]
          reason: 迁移中
          expiresAt: "2027-02-28T23:59:59+08:00"
          %s
        """
            .formatted(generation, by),
        PolicyException.class);
  }
}
