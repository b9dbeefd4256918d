package dev.yunzhi.operator.reconcile.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import dev.yunzhi.api.v1alpha1.ReplicationFailure;
import dev.yunzhi.operator.condition.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {

  private static final Outcome IN_PLACE = new Outcome(List.of());

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");

  private final Looks looks =
      new Looks(Duration.ofMinutes(10), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @Test
  void whatWasSeenCountsForAWhileAndForTheSameCopies() {
    looks.remember("dept-tax/shared", "portal-web", "a", IN_PLACE);

    assertThat(looks.recent("dept-tax/shared", "portal-web", "a")).isEqualTo(IN_PLACE);
    assertThat(looks.recent("dept-tax/shared", "portal-web", "b")).isNull();
    assertThat(looks.recent("dept-tax/shared", "portal-data", "a")).isNull();
    assertThat(looks.recent("dept-tax/other", "portal-web", "a")).isNull();

    now = now.plus(Duration.ofMinutes(10));
    assertThat(looks.recent("dept-tax/shared", "portal-web", "a")).isNull();
    assertThat(looks.known("dept-tax/shared", "portal-web", "a")).isTrue();
    assertThat(looks.known("dept-tax/shared", "portal-web", "b")).isFalse();
  }

  @Test
  void whatStaysAsItIsCountsAsWellAndWhatMayPassDoesNot() {
    looks.remember("dept-tax/shared", "portal-web", "a", failed(Reason.CONFLICT.wire()));
    assertThat(looks.recent("dept-tax/shared", "portal-web", "a")).isNotNull();

    looks.remember("dept-tax/shared", "portal-web", "a", failed(Reason.FAILED.wire()));
    assertThat(looks.recent("dept-tax/shared", "portal-web", "a")).isNull();
    assertThat(looks.known("dept-tax/shared", "portal-web", "a")).isFalse();
  }

  private static Outcome failed(String reason) {
    return new Outcome(
        List.of(
            new ReplicationFailure("portal-web", ReplicatedKind.SECRET, "pull", reason, "why")));
  }
}
