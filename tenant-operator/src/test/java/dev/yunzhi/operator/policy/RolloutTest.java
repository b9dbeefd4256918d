package dev.yunzhi.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RolloutTest {

  @Property
  void aLargerShareHoldsEveryDepartmentOfASmallerOne(
      @ForAll String department,
      @ForAll @IntRange(max = 100) int one,
      @ForAll @IntRange(max = 100) int other) {
    if (Rollout.counts(department, Math.min(one, other))) {
      assertThat(Rollout.counts(department, Math.max(one, other))).isTrue();
    }
    assertThat(Rollout.counts(department, 0)).isFalse();
    assertThat(Rollout.counts(department, 100)).isTrue();
  }

  @Test
  void aShareOfManyDepartmentsIsAboutThatShare() {
    for (int percent : new int[] {10, 25, 50, 90}) {
      long among =
          IntStream.range(0, 10_000)
              .filter(i -> Rollout.counts("department-" + i, percent))
              .count();
      assertThat(among / 100.0).isBetween(percent - 2.0, percent + 2.0);
    }
  }

  /** Who is among them must never change with a version of this program. */
  @Test
  void whoIsAmongThemIsWrittenDown() {
    // printf huzhou | sha256sum: the first eight digits as a number, modulo 100.
    assertThat(Rollout.counts("huzhou", HUZHOU)).isFalse();
    assertThat(Rollout.counts("huzhou", HUZHOU + 1)).isTrue();
  }

  @Test
  void forOthersTheEffectIsAuditAndTheFindingStays() {
    var rollout = new Rollout(Map.of("SEC-019", HUZHOU));
    Finding denial = finding("SEC-019");

    List<Finding> effective = rollout.effective(List.of(denial, finding("SEC-016")), "huzhou");

    assertThat(effective).extracting(Finding::effect).containsExactly(Effect.AUDIT, Effect.DENY);
    assertThat(effective.get(0).message()).isEqualTo(denial.message());
    assertThat(rollout.effective(List.of(denial), null)).containsExactly(denial);
  }

  private static final int HUZHOU = 13;

  private static Finding finding(String policy) {
    return new Finding(policy, Effect.DENY, "no", "不", "$.spec", List.of(), false, null);
  }
}
