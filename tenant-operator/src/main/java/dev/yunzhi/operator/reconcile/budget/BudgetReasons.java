package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.condition.Reason;

/** Which reason of a condition speaks of what budgets refuse. */
public final class BudgetReasons {

  public static Reason of(BudgetRefused refused) {
    return switch (refused.why()) {
      case EXCEEDED -> Reason.BUDGET_EXCEEDED;
      case UNNAMED -> Reason.QUOTA_MISSING;
      case OPENING -> Reason.BUDGET_OPENING;
      case OUTGROWN -> Reason.BUDGET_OUTGROWN;
    };
  }

  /** Whether a reason says that a budget stands in the way. */
  public static boolean holdsUp(Reason reason) {
    return switch (reason) {
      case BUDGET_EXCEEDED, QUOTA_MISSING, BUDGET_OPENING -> true;
      default -> false;
    };
  }

  private BudgetReasons() {}
}
