package dev.yunzhi.e2e.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.standard.PolicyTrial;
import dev.yunzhi.e2e.standard.RegisteredTrial;
import dev.yunzhi.e2e.standard.ScanTrial;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.PolicyEngine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No policy joins the standard bundle without something that it catches on a real API server. */
class StandardPoliciesTriedTest {

  @Test
  void eachHasATrialAndEachTrialAPolicy() throws Exception {
    List<String> policies;
    try (var engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      policies = engine.catalogue().stream().map(PolicyDescription::id).toList();
    }

    assertThat(
            Stream.of(
                    PolicyTrial.all().stream().map(PolicyTrial::policy),
                    ScanTrial.all().stream().map(ScanTrial::policy),
                    RegisteredTrial.all().stream().map(RegisteredTrial::policy))
                .flatMap(ids -> ids)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(policies);
    assertThat(ScanTrial.all())
        .allSatisfy(trial -> assertThat(trial.caught()).isNotEqualTo(trial.passes()));
    assertThat(RegisteredTrial.all())
        .allSatisfy(trial -> assertThat(trial.caught()).isNotEqualTo(trial.passes()));
    assertThat(PolicyTrial.all())
        .allSatisfy(
            trial -> {
              assertThat(trial.caught()).isNotEqualTo(trial.passes());
              assertThat(trial.says())
                  .anySatisfy(text -> assertThat(text).contains(trial.policy()));
            });
  }
}
