package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.policy.EvaluationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrialFailuresTest {

  @Test
  void aPolicyThatFailsAgainAndAgainIsGivenUpAndWhatHappenedFirstIsKept() {
    var failures = new TrialFailures(Duration.ofHours(1));
    assertThat(failures.first()).isEmpty();

    for (int i = 1; i <= 9; i++) {
      failures.add(new EvaluationException("failure " + i));
    }
    assertThatCode(failures::admit).doesNotThrowAnyException();
    failures.add(new EvaluationException("failure 10"));

    assertThatThrownBy(failures::admit)
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("failed too often");
    assertThat(failures.first()).contains("failure 1");
  }

  @Test
  void aPolicyThatTakesTooLongOverEverythingIsGivenUp() {
    var failures = new TrialFailures(Duration.ZERO);

    assertThatThrownBy(failures::admit).hasMessageContaining("has not been through");
    assertThat(failures.first()).hasValueSatisfying(why -> assertThat(why).contains("PT0S"));
  }
}
