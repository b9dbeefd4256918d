package dev.yunzhi.operator.reconcile;

/** Reasons of conditions: programs may compare them, so a reason is never renamed. */
public final class Reasons {
  public static final String READY = "Ready";

  /** The API server refused or did not answer; the operator tries again by itself. */
  public static final String FAILED = "Failed";

  public static final String PARENT_NOT_FOUND = "ParentNotFound";
  public static final String LEVEL_NOT_BELOW_PARENT = "LevelNotBelowParent";
  public static final String CYCLE = "Cycle";
  public static final String CODE_TAKEN = "CodeTaken";
  public static final String NAME_TAKEN = "NameTaken";
  public static final String NAMESPACE_TAKEN = "NamespaceTaken";
  public static final String NAMESPACE_TERMINATING = "NamespaceTerminating";
  public static final String DEPARTMENT_NOT_FOUND = "DepartmentNotFound";
  public static final String DEPARTMENT_NOT_READY = "DepartmentNotReady";

  /** The department, or one above it, is halted. */
  public static final String DEPARTMENT_HALTED = "DepartmentHalted";

  public static final String QUOTA_EXCEEDED = "QuotaExceeded";

  /** Quota is being moved between namespaces: the givers have not let go yet. */
  public static final String QUOTA_MOVING = "QuotaMoving";

  /** The tenant's namespaces are being deleted. */
  public static final String RECLAIMING = "Reclaiming";

  /** The end of the tenant has been carried out. */
  public static final String RECLAIMED = "Reclaimed";

  /** The Tenant that a request was carried out on is gone. */
  public static final String TENANT_DELETED = "TenantDeleted";

  public static final String TENANT_NOT_FOUND = "TenantNotFound";

  /** Another request has the Tenant taken back. */
  public static final String TENANT_ENDING = "TenantEnding";

  /** A reform would change the tree as its status says. */
  public static final String PREVIEWED = "Previewed";

  /** A reform cannot be done as it is written. */
  public static final String OBSTRUCTED = "Obstructed";

  /** A reform is to be run that was not shown, or not as the tree is now. */
  public static final String NOT_PREVIEWED = "NotPreviewed";

  /** Steps of a reform are being taken, or taken back. */
  public static final String MOVING = "Moving";

  /** All steps of a reform are taken. */
  public static final String DONE = "Done";

  /** All steps of a reform are taken back, or none was ever taken. */
  public static final String UNDONE = "Undone";

  /** Steps of a reform are taken that a preview cannot show any more. */
  public static final String IN_FORCE = "InForce";

  /** What a reform is about to change is not as it was when it was shown. */
  public static final String CHANGED_SINCE = "ChangedSince";

  /** A reform waits for a budget that it raised. */
  public static final String AWAITING_BUDGET = "AwaitingBudget";

  /** The API server refused a step of a reform. */
  public static final String STEP_REFUSED = "StepRefused";

  /** A reform gave the Tenant of a request to another department. */
  public static final String TENANT_MOVED = "TenantMoved";

  private Reasons() {}
}
