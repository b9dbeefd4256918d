package dev.yunzhi.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final ConditionType TYPE = ConditionType.TENANT_READY;
  private static final Clock NINE = at("2026-11-25T09:00:00Z");
  private static final Clock TEN = at("2026-11-25T10:00:00.5Z");

  private final List<Condition> before =
      new Conditions(null, 1L, NINE).isTrue(TYPE, Reason.READY, "All is well.").list();

  @Test
  void whatStaysAsItIsIsEqual() {
    assertThat(new Conditions(before, 1L, TEN).isTrue(TYPE, Reason.READY, "All is well.").list())
        .isEqualTo(before);
  }

  @Test
  void aNewReasonAloneIsNoTransition() {
    var failed = new Conditions(null, 1L, NINE).isFalse(TYPE, Reason.FAILED, "It failed.").list();
    Condition condition =
        new Conditions(failed, 2L, TEN)
            .isFalse(TYPE, Reason.QUOTA_MOVING, "It moves.")
            .list()
            .get(0);

    assertThat(condition.getLastTransitionTime()).isEqualTo("2026-11-25T09:00:00Z");
    assertThat(condition.getObservedGeneration()).isEqualTo(2);
  }

  @Test
  void aTransitionHasItsTimeInWholeSeconds() {
    assertThat(new Conditions(before, 1L, TEN).isFalse(TYPE, Reason.FAILED, "It is not.").list())
        .extracting(Condition::getLastTransitionTime)
        .containsExactly("2026-11-25T10:00:00Z");
  }

  @Test
  void trueForAnEarlierGenerationIsNotTrueForThisOne() {
    assertThat(Conditions.isTrue(before, TYPE, 1L)).isTrue();
    assertThat(Conditions.isTrue(before, TYPE, 2L)).isFalse();
    assertThat(Conditions.isTrue(null, TYPE, 1L)).isFalse();
  }

  @Test
  void nothingIsSaidThatTheTypeDoesNotHave() {
    var conditions = new Conditions(null, 1L, NINE);

    assertThatThrownBy(() -> conditions.isTrue(TYPE, Reason.FAILED, "It failed well."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(conditions.list()).isEmpty();
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
