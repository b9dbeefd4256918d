package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.model.BoundsInForce;
import dev.yunzhi.operator.model.Lineage;
import java.util.List;
import java.util.stream.Collectors;

/** A department bounds those below it, and may allow them nothing that is forbidden to itself. */
final class BoundsRules {

  /** More than this helps nobody. */
  private static final int MAX_SHOWN = 5;

  /**
   * Looks at what a department allows when that, or its place in the tree, changes. What stood
   * before an ancestor forbade it may stay: it no longer holds.
   */
  static AdmissionAnswer review(AdmissionRequest request, Department department, Lineage lineage) {
    if (!request.changes("bounds") && !request.changes("parent")) {
      return AdmissionAnswer.ALLOWED;
    }
    var excess = BoundsInForce.of(lineage.above()).excess(department.getSpec().bounds());
    return excess.isEmpty()
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.denied(english(excess) + " / " + chinese(excess));
  }

  private static String english(List<BoundsInForce.Excess> excess) {
    return excess.stream()
            .limit(MAX_SHOWN)
            .map(
                e ->
                    Refusal.BEYOND_BOUNDS.english(
                        e.field(), e.value(), e.forbiddenBy(), words(e, "nothing")))
            .collect(Collectors.joining(" "))
        + (excess.size() > MAX_SHOWN ? " And %d more.".formatted(excess.size() - MAX_SHOWN) : "");
  }

  private static String chinese(List<BoundsInForce.Excess> excess) {
    return excess.stream()
            .limit(MAX_SHOWN)
            .map(
                e ->
                    Refusal.BEYOND_BOUNDS.chinese(
                        e.field(), e.value(), e.forbiddenBy(), words(e, "不允许任何值")))
            .collect(Collectors.joining())
        + (excess.size() > MAX_SHOWN ? "另有 %d 项。".formatted(excess.size() - MAX_SHOWN) : "");
  }

  private static String words(BoundsInForce.Excess excess, String nothing) {
    return excess.allowed().isEmpty() ? nothing : String.join(", ", excess.allowed());
  }

  private BoundsRules() {}
}
