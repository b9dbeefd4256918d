package dev.yunzhi.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Clock NINE = at("2026-11-25T09:00:00Z");
  private static final Clock TEN = at("2026-11-25T10:00:00.5Z");

  private final List<Condition> before =
      new Conditions(null, 1L, NINE).isTrue("Ready", "Ready", "All is well.").list();

  @Test
  void whatStaysAsItIsIsEqual() {
    assertThat(new Conditions(before, 1L, TEN).isTrue("Ready", "Ready", "All is well.").list())
        .isEqualTo(before);
  }

  @Test
  void aNewReasonAloneIsNoTransition() {
    Condition condition =
        new Conditions(before, 2L, TEN).isTrue("Ready", "Other", "Still well.").list().get(0);

    assertThat(condition.getLastTransitionTime()).isEqualTo("2026-11-25T09:00:00Z");
    assertThat(condition.getObservedGeneration()).isEqualTo(2);
  }

  @Test
  void aTransitionHasItsTimeInWholeSeconds() {
    assertThat(new Conditions(before, 1L, TEN).isFalse("Ready", "Broken", "It is not.").list())
        .extracting(Condition::getLastTransitionTime)
        .containsExactly("2026-11-25T10:00:00Z");
  }

  @Test
  void trueForAnEarlierGenerationIsNotTrueForThisOne() {
    assertThat(Conditions.isTrue(before, "Ready", 1L)).isTrue();
    assertThat(Conditions.isTrue(before, "Ready", 2L)).isFalse();
    assertThat(Conditions.isTrue(null, "Ready", 1L)).isFalse();
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
