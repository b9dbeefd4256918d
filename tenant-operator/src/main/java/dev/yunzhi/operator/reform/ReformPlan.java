package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.ReformSpec;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.operator.budget.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a reform would do to a tree: its steps, why it cannot be done, and what else would change.
 *
 * @param steps in the order in which they are taken
 * @param obstacles empty when it can be done
 * @param consequences empty when nothing changes beyond the steps
 */
public record ReformPlan(
    List<ReformStep> steps, List<String> obstacles, List<String> consequences) {

  /** An object of the API server has to hold them all. */
  static final int MAX_STEPS = 1000;

  /** More of them than these nobody reads one by one. */
  private static final int MAX_SHOWN = 100;

  /**
   * Plans without touching anything.
   *
   * @param nodes the departments with their budgets
   * @param charges what tenants are charged for
   */
  public static ReformPlan of(
      ReformSpec spec,
      Tree tree,
      Collection<Standing.Node> nodes,
      Collection<Standing.Charge> charges) {
    var obstacles = new ArrayList<String>();
    List<ReformStep> steps = new ReformSteps(spec, tree, obstacles).list();
    if (steps.size() > MAX_STEPS) {
      obstacles.add(
          "The reform has %d steps, more than %d; split it into several."
              .formatted(steps.size(), MAX_STEPS));
      steps = steps.subList(0, MAX_STEPS);
    }
    var structure = new TreeTrial(tree);
    if (obstacles.isEmpty()) {
      steps.forEach(step -> structure.take(step, obstacles));
      structure.requireProjectsWithTheirTenants(steps, obstacles);
    }
    if (obstacles.isEmpty()) {
      var budgets = new BudgetTrial(nodes, charges);
      steps.forEach(step -> budgets.take(step, obstacles));
    }
    var consequences =
        obstacles.isEmpty()
            ? Consequences.of(steps, tree, structure.departments())
            : List.<String>of();
    return new ReformPlan(List.copyOf(steps), shortened(obstacles), shortened(consequences));
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MAX_SHOWN) {
      return List.copyOf(lines);
    }
    var shown = new ArrayList<>(lines.subList(0, MAX_SHOWN));
    shown.add("And %d more.".formatted(lines.size() - MAX_SHOWN));
    return shown;
  }
}
