package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.ProjectSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectCostTest {

  /**
   * 15 % of 2 000 000 yuan are 300 000, of 1 they are 0.15, of 86 956 521 740 they are 13 043 478
   * 261.
   */
  @ParameterizedTest
  @CsvSource({
    "2000000, 2300000, false",
    "2000000, 2300001, true",
    "2000000, 1700000, false",
    "2000000, 1699999, true",
    "2000000, 2000000, false",
    "1, 1, false",
    "1, 2, true",
    "20, 23, false",
    "20, 24, true",
    "86956521740, 73913043479, false",
    "86956521740, 73913043478, true",
    "99999999999, 0, true"
  })
  void exactlySoMuchIsWithin(long estimate, long total, boolean beyond) {
    List<ProjectCost> costs =
        costs("estimate: %d\nchanges: [{total: %d}]".formatted(estimate, total));

    assertThat(costs).hasSize(1);
    assertThat(costs.get(0).beyond(15)).isEqualTo(beyond);
  }

  /** Ten percent, and ten more of the estimate: twenty in all. */
  @Test
  void smallChangesAddUp() {
    List<ProjectCost> costs =
        costs("estimate: 1000000\nchanges: [{total: 1100000}, {total: 1200000}]");

    assertThat(costs).extracting(cost -> cost.beyond(15)).containsExactly(false, true);
  }

  @Test
  void whatWasApprovedAnewIsWhatLaterChangesAreMeasuredBy() {
    String changes =
        "estimate: 1000000\nchanges: [{total: 1200000, approvalNumber: '1'}, {total: 1380000}, {total: 1380001}]";
    List<ProjectCost> onPaper = costs(changes);
    assertThat(onPaper).extracting(ProjectCost::base).containsExactly(1000000L, 1200000L, 1200000L);
    assertThat(onPaper).extracting(ProjectCost::approved).containsExactly(true, false, false);
    assertThat(onPaper).extracting(cost -> cost.beyond(15)).containsExactly(true, false, true);

    assertThat(ProjectCost.of(spec(changes.replace(", approvalNumber: '1'", "")), Set.of(1200000L)))
        .isEqualTo(onPaper);
  }

  @Test
  void withoutAnEstimateThereIsNothingToMeasureBy() {
    assertThat(costs("changes: [{total: 1}]")).isEmpty();
    assertThat(costs("estimate: 1")).isEmpty();
  }

  private static List<ProjectCost> costs(String spec) {
    return ProjectCost.of(spec(spec), Set.of());
  }

  private static ProjectSpec spec(String spec) {
    return Serialization.unmarshal(spec, ProjectSpec.class);
  }
}
