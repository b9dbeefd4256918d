package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Denials denials = new Denials(new Huzhou(), meters);

  @Test
  void aDenialCountsOnceForEachPolicyThatDenies() {
    denials.count(
        review(false),
        "huzhou",
        found(
            finding("SEC-016", Effect.DENY, false),
            finding("SEC-016", Effect.DENY, false),
            finding("SEC-019", Effect.DENY, false),
            finding("SEC-020", Effect.DENY, true),
            finding("SEC-021", Effect.WARN, false)));

    assertThat(counted()).containsExactlyInAnyOrder("huzhou SEC-016 1.0", "huzhou SEC-019 1.0");
  }

  @Test
  void aDryRunDoesNotCount() {
    denials.count(review(true), "huzhou", found(finding("SEC-016", Effect.DENY, false)));

    assertThat(counted()).isEmpty();
  }

  @Test
  void aDepartmentThatDoesNotExistMakesNoSeries() {
    denials.count(review(false), "made-up", found(finding("SEC-016", Effect.DENY, false)));
    denials.count(review(false), null, found(finding("SEC-016", Effect.DENY, false)));

    assertThat(counted()).containsExactly(" SEC-016 2.0");
  }

  private List<String> counted() {
    return meters.find("yunzhi.admission.denials").counters().stream()
        .map(DenialsTest::text)
        .toList();
  }

  private static String text(Counter counter) {
    return "%s %s %s"
        .formatted(
            counter.getId().getTag("department"),
            counter.getId().getTag("policy"),
            counter.count());
  }

  private static Judgement found(Finding... findings) {
    return new Judgement(List.of(findings), "r1", Duration.ZERO);
  }

  private static Finding finding(String policy, Effect effect, boolean exempt) {
    return new Finding(policy, effect, "m", "消息", "$", List.of(), exempt, exempt ? "e" : null);
  }

  private static AdmissionRequest review(boolean dryRun) {
    return new AdmissionRequest(null, "u1", "CREATE", "", "Pod", "web", "p", "zhang", dryRun);
  }

  /** A tree of one department. */
  private static final class Huzhou implements Reader {
    @Override
    public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
      return kind == Department.class && name.equals("huzhou") ? kind.cast(new Department()) : null;
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
      return List.of();
    }
  }
}
