package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PolicyEngineTest {
  private static PolicyEngine engine;

  @BeforeAll
  static void load() throws Exception {
    engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void aPodThatKeepsToTheRulesHasNoFindings() throws Exception {
    assertThat(engine.evaluate(Reviews.createPod(Reviews.allowedPodSpec()))).isEmpty();
  }

  @Test
  void aPrivilegedPodIsDeniedWithFieldClauseAndBothLanguages() throws Exception {
    assertThat(engine.evaluate(Reviews.createPod(privileged())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.policy()).isEqualTo("SEC-016");
              assertThat(finding.denies()).isTrue();
              assertThat(finding.path())
                  .isEqualTo("$.spec.containers[0].securityContext.privileged");
              assertThat(finding.message())
                  .isEqualTo("container \"web\" is privileged: privileged must be false or absent");
              assertThat(finding.messageZh())
                  .isEqualTo("容器 \"web\" 是特权容器：privileged 必须为 false 或不设置");
              assertThat(finding.clauses())
                  .extracting(Clause::standard)
                  .contains("GB/T 22239", "Kubernetes Pod Security Standards");
            });
  }

  @Test
  void anOverriddenEffectHoldsInTheNewEngineOnly() throws Exception {
    try (PolicyEngine warning = engine.withOverrides(Map.of(), Map.of("SEC-016", Effect.WARN))) {
      assertThat(warning.evaluate(Reviews.createPod(privileged())))
          .singleElement()
          .satisfies(finding -> assertThat(finding.warns()).isTrue());
    }
    assertThat(engine.evaluate(Reviews.createPod(privileged())))
        .singleElement()
        .satisfies(finding -> assertThat(finding.denies()).isTrue());
  }

  @Test
  void anOverrideOfAnUnknownPolicyIsRefusedByName() {
    assertThatThrownBy(() -> engine.withOverrides(Map.of(), Map.of("SEC-999", Effect.WARN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no policy SEC-999; there are [");
  }

  private static ObjectNode privileged() {
    ObjectNode spec = Reviews.allowedPodSpec();
    ((ObjectNode) spec.at("/containers/0/securityContext")).put("privileged", true);
    return spec;
  }
}
