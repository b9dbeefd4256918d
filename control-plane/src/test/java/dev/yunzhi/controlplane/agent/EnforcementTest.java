package dev.yunzhi.controlplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnforcementTest {
  @Test
  void whoHasARevisionOrALaterOneEnforcesIt() {
    var enforcement = new Enforcement(List.of(9L, 10L, 0L));

    assertThat(enforcement.by("10-0123456789ab")).isEqualTo("1/3");
    assertThat(enforcement.by("9-0123456789ab")).isEqualTo("2/3");
    assertThat(enforcement.by(null)).isEqualTo("3/3");
    assertThat(enforcement.byNone()).isEqualTo("0/3");
  }

  @Test
  void withoutAgentsNobodyKnows() {
    assertThat(new Enforcement(List.of()).by("1-0123456789ab")).isNull();
    assertThat(new Enforcement(List.of()).byNone()).isNull();
  }

  @Test
  void whatWasNotPublishedHereHasNoSequence() {
    assertThat(Enforcement.sequence("sha256:0123")).isZero();
    assertThat(Enforcement.sequence("12-ab")).isEqualTo(12);
  }
}
