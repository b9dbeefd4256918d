package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.ProjectChange;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One change of what a project costs, beside what was approved before it: the last change that was
 * approved anew, or the estimate. So many small changes do not add up to a large one. Pure.
 *
 * @param date {@code yyyy-MM-dd}
 * @param total in yuan
 * @param base what was approved before it, in yuan
 * @param approved whether it was approved anew
 * @param filed whether it was filed
 */
public record ProjectCost(String date, long total, long base, boolean approved, boolean filed) {

  /**
   * Each change in turn; none of a project that has no estimate.
   *
   * @param approvedTotals what was approved anew by an Approval, in yuan
   */
  public static List<ProjectCost> of(ProjectSpec spec, Set<Long> approvedTotals) {
    var costs = new ArrayList<ProjectCost>();
    if (spec.estimate() == null || spec.changes() == null) {
      return costs;
    }
    long base = spec.estimate();
    for (ProjectChange change : spec.changes()) {
      boolean approved = change.approvalNumber() != null || approvedTotals.contains(change.total());
      costs.add(
          new ProjectCost(
              change.date(), change.total(), base, approved, change.filingNumber() != null));
      base = approved ? change.total() : base;
    }
    return costs;
  }

  /** Whether it needs a new approval; exactly so many percent do not. */
  public boolean beyond(int percent) {
    return Math.abs(total - base) * 100 > base * percent;
  }
}
