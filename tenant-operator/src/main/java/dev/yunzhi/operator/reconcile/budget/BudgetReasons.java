package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.operator.budget.BudgetRefused;

/** Reasons of conditions that speak of budgets: programs may compare them, so none is renamed. */
public final class BudgetReasons {

  /** There is not enough left. */
  public static final String EXCEEDED = "BudgetExceeded";

  /** A quota leaves out a resource of which there is a budget. */
  public static final String QUOTA_MISSING = "QuotaMissing";

  /** A budget is just taking up what stands below; it goes on by itself. */
  public static final String OPENING = "BudgetOpening";

  /** More is in use below than the budget that is to be. */
  public static final String OUTGROWN = "BudgetOutgrown";

  /** A budget cannot be lowered further yet: that much of it is allocated. */
  public static final String IN_USE = "BudgetInUse";

  public static String of(BudgetRefused refused) {
    return switch (refused.why()) {
      case EXCEEDED -> EXCEEDED;
      case UNNAMED -> QUOTA_MISSING;
      case OPENING -> OPENING;
      case OUTGROWN -> OUTGROWN;
    };
  }

  /** Whether a reason says that a budget stands in the way. */
  public static boolean holdsUp(String reason) {
    return EXCEEDED.equals(reason) || QUOTA_MISSING.equals(reason) || OPENING.equals(reason);
  }

  private BudgetReasons() {}
}
