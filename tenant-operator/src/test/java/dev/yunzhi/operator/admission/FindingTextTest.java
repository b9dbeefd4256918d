package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.policy.Clause;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {

  private static final Finding PRIVILEGED =
      finding("SEC-016", Effect.DENY, "must not be privileged", "不得使用特权模式", false);

  @Test
  void aDenialNamesPolicyFieldClauseAndRemedyInEnglishThenChinese() {
    assertThat(FindingText.denial("Pod web", List.of(PRIVILEGED)))
        .isEqualTo(
            """
            Pod web is refused by policy.
            [SEC-016] $.spec: must not be privileged (GB/T 22239 2019 8.1.4 unconfirmed)
            Pod web 不符合策略，已拒绝。
            [SEC-016] $.spec：不得使用特权模式 (GB/T 22239 2019 8.1.4 未核实)""");
  }

  @Test
  void whatDoesNotDenyIsNotInTheDenial() {
    var exempt = finding("SEC-019", Effect.DENY, "exempt", "豁免", true);
    var warning = finding("GOV-007", Effect.WARN, "ends soon", "即将到期", false);

    assertThat(FindingText.denial("Pod web", List.of(PRIVILEGED, exempt, warning)))
        .doesNotContain("SEC-019")
        .doesNotContain("GOV-007");
  }

  @Test
  void aDenialOfManyFindingsStaysReadable() {
    assertThat(FindingText.denial("Pod web", Collections.nCopies(13, PRIVILEGED)))
        .contains("and 3 more")
        .contains("另有 3 项");
  }

  @Test
  void aWarningIsNotLongerThanTheApiServerLetsThrough() {
    var wordy = finding("GOV-007", Effect.WARN, "x".repeat(400), "长".repeat(400), false);

    assertThat(FindingText.warnings(List.of(wordy, PRIVILEGED), Finding::warns))
        .hasSize(2)
        .allSatisfy(w -> assertThat(w).hasSize(256).endsWith("…"));
  }

  private static Finding finding(
      String policy, Effect effect, String message, String messageZh, boolean exempt) {
    var clause = new Clause("GB/T 22239", "2019", "8.1.4", 3, false);
    return new Finding(
        policy, effect, message, messageZh, "$.spec", List.of(clause), exempt, exempt ? "e" : null);
  }
}
