package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a policy that had to be stopped it is said which one it was. */
class RuleAtWorkTest {

  private static final String MAIN =
      """
      package yunzhi

      findings := data.yunzhi.policies.bad_901.findings | data.yunzhi.policies.good_902.findings

      stages := []

      catalogue := [entry | some id, key in {"BAD-901": "bad_901", "GOOD-902": "good_902"}
        entry := {"id": id, "key": key, "title": "", "titleZh": "", "description": "",
          "descriptionZh": "", "remedy": "", "remedyZh": "", "effect": "Deny", "kinds": [],
          "clauses": [], "schema": {}, "parameters": {}}]
      """;

  private static final String BAD =
      """
      package yunzhi.policies.bad_901

      findings contains "never" if {
        input.run == "away"
        some a in numbers.range(1, 9000)
        some b in numbers.range(1, 9000)
        a * b < 0
      }

      findings contains grown if {
        input.run == "memory"
        all := [text | some n in numbers.range(1, 200000); text := concat("-", [input.block, format_int(n, 10)])]
        grown := concat("", all)
      }
      """;

  private static final String GOOD =
      """
      package yunzhi.policies.good_902

      findings contains "never" if input.run == "nothing"
      """;

  private static final EngineLimits LIMITS =
      new EngineLimits(1, Duration.ofMillis(300), Duration.ofSeconds(30), 32);

  @TempDir Path folder;
  private PolicyBundle bundle;

  @BeforeEach
  void compile() throws Exception {
    bundle =
        Opa.build(
            folder,
            List.of(
                Files.writeString(folder.resolve("main.rego"), MAIN),
                Files.writeString(folder.resolve("bad.rego"), BAD),
                Files.writeString(folder.resolve("good.rego"), GOOD)));
  }

  @Test
  void itIsNamedWhenItRunsOutOfTimeOrMemory() throws Exception {
    try (PolicyEngine engine = PolicyEngine.load(bundle, LIMITS)) {
      assertThat(failure(engine, "away"))
          .isInstanceOf(EvaluationTimeoutException.class)
          .hasMessage("the policies took longer than 300 ms and were stopped, in policy BAD-901");
      assertThat(failure(engine, "memory").policy()).isEqualTo("BAD-901");
      assertThat(engine.evaluate(run("well"))).isEmpty();
    }
  }

  private static EvaluationException failure(PolicyEngine engine, String what) {
    return catchThrowableOfType(EvaluationException.class, () -> engine.evaluate(run(what)));
  }

  private static ObjectNode run(String what) {
    return Reviews.JSON.createObjectNode().put("run", what).put("block", "x".repeat(2000));
  }
}
