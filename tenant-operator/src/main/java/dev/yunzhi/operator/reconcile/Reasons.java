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

  private Reasons() {}
}
