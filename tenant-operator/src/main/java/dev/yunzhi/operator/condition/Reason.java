package dev.yunzhi.operator.condition;

import dev.yunzhi.api.v1alpha1.WireName;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reasons of conditions. Programs may compare them, so none is ever renamed; which condition has
 * which of them says {@link ConditionType}, and what to do about each says docs/conditions.md.
 */
public enum Reason {
  READY,
  /** The API server refused or did not answer; the operator tries again by itself. */
  FAILED,

  PARENT_NOT_FOUND,
  LEVEL_NOT_BELOW_PARENT,
  CYCLE,
  CODE_TAKEN,
  NAME_TAKEN,
  NAMESPACE_TAKEN,
  NAMESPACE_TERMINATING,
  DEPARTMENT_NOT_FOUND,
  DEPARTMENT_NOT_READY,
  /** The department, or one above it, is halted. */
  DEPARTMENT_HALTED,

  /** The budget is in force as it is asked for. */
  GRANTED,
  /** All that is asked for is reserved in the budgets. */
  RESERVED,
  /** There is not enough budget left. */
  BUDGET_EXCEEDED,
  /** A quota leaves out a resource of which there is a budget. */
  QUOTA_MISSING,
  /** A budget is just taking up what stands below; it goes on by itself. */
  BUDGET_OPENING,
  /** More is in use below than the budget that is to be. */
  BUDGET_OUTGROWN,
  /** A budget cannot be lowered further yet: that much of it is allocated. */
  BUDGET_IN_USE,

  CLOUD_NOT_FOUND,
  /** The cloud that a tenant lies on does not answer. */
  CLOUD_UNREACHABLE,
  /** The cloud that a tenant lies on cannot be used before somebody puts it right. */
  CLOUD_UNUSABLE,
  /** The cloud that a tenant is to be placed on cannot be used now. */
  CLOUD_NOT_READY,
  /** The cloud takes no further tenants. */
  CLOUD_CORDONED,
  /** A request names another cloud than the one that its tenant lies on. */
  CLOUD_IMMUTABLE,
  CONNECTED,
  UNREACHABLE,
  UNTRUSTED,
  UNAUTHORIZED,
  FORBIDDEN,
  SECRET_NOT_FOUND,
  SECRET_FORBIDDEN,
  KUBECONFIG_INVALID,
  /** A kubeconfig leads to another cluster than the one that tenants lie on. */
  CLUSTER_CHANGED,

  /** The shares of the namespaces add up to more than the tenant's quota. */
  QUOTA_EXCEEDED,
  /** Quota is being moved between namespaces: the givers have not let go yet. */
  QUOTA_MOVING,
  /** The tenant's namespaces are being deleted. */
  RECLAIMING,
  /** The end of the tenant has been carried out. */
  RECLAIMED,

  NO_END,
  RUNNING,
  TERM_ENDING,
  TERM_OVER,
  LAPSED,

  ENDED,
  ORDERED,
  EXPIRED,
  HIBERNATING,
  IDLE,

  /** How much of its quota a tenant uses is known. */
  MEASURED,
  /** Prometheus cannot be asked what tenants use. */
  MONITORING_AWAY,
  /** Prometheus knows too little of what a tenant uses. */
  NO_DATA,
  IN_USE,
  /** An approved exception keeps what is idle. */
  EXEMPT,
  /** A tenant was told that it lies idle. */
  NOTICED,
  OBJECTED,
  /** The time to object is over, and nothing is taken yet. */
  GRACE,
  /** The quota of an idle tenant is lowered. */
  SHRUNK,

  COMPLIANT,
  REFUSED,
  INCOMPLETE,
  APPROVED,
  /** No approval was needed. */
  FILED,
  AWAITING,
  REJECTED,
  AWAITING_APPROVAL,
  BLOCKED,
  PROVISIONING,
  ENDING,
  /** The Tenant that a request was carried out on is gone. */
  TENANT_DELETED,
  TENANT_NOT_FOUND,
  /** Another request has the Tenant taken back. */
  TENANT_ENDING,

  /** A reform gave the Tenant of a request to another department. */
  TENANT_MOVED,

  /** A facility is on the way to its closing. */
  ON_SCHEDULE,
  /** The law lets a facility stay. */
  MAY_STAY,
  CLOSED,
  NO_CLOSING_DATE,
  WAVE_OVERDUE,
  CLOSING_OVERDUE,
  /** A facility is said to be closed while systems are left in it. */
  SYSTEMS_LEFT,
  /** All systems that are said to have moved run where they are said to. */
  CONFIRMED,
  TENANT_NOT_READY,
  /** The tenant that a system is to have moved to names another one. */
  OTHER_SYSTEM,

  /** A reform would change the tree, a policy find, as its status says. */
  PREVIEWED,
  /** A policy that is only tried could not judge what exists. */
  PREVIEW_FAILING,
  /** A reform cannot be done as it is written. */
  OBSTRUCTED,
  /** A reform is to be run that was not shown, or not as the tree is now. */
  NOT_PREVIEWED,
  /** Steps of a reform are being taken, or taken back. */
  MOVING,
  /** All steps of a reform are taken. */
  DONE,
  /** All steps of a reform are taken back, or none was ever taken. */
  UNDONE,
  /** What a reform is about to change is not as it was when it was shown. */
  CHANGED_SINCE,
  /** A reform waits for a budget: one that it raised, or one that has no room any more. */
  AWAITING_BUDGET,

  /** What is to be replicated is not there. */
  SOURCE_NOT_FOUND,
  /** What is to be replicated never is. */
  NOT_REPLICABLE,
  /** A binding waits for the Role that it binds. Only of a single copy, never a condition. */
  ROLE_NOT_IN_PLACE,

  COUNTED,
  REQUEST_NOT_FOUND,
  EXCEPTION_NOT_FOUND,
  NOT_STAMPED,
  OTHER_REQUEST,
  NOT_CURRENT_GENERATION,
  OWN_REQUEST,
  STAGE_NOT_NEEDED,
  OTHER_STAGE,
  NOTHING_TO_WITHDRAW,
  WITHDRAWN,
  SUPERSEDED,
  /** The request was carried out: there is nothing to decide. Only an answer, never a condition. */
  DECIDED,

  IN_FORCE,
  AWAITING_OTHER_SIDE,
  TERMS_DIFFER,
  SAME_SIGNATORY,

  ENFORCED,
  /** Something could not be judged by the rule, and was refused. */
  FAILING,
  UNKNOWN_POLICY,
  /** The bundle that is loaded does not have the rule yet that the object brings. */
  AWAITING_BUNDLE,
  /** The object brings a rule under the id of a standard one. */
  STANDARD_POLICY,
  CONFLICT,
  INVALID_PARAMETERS,
  ACTIVE,
  COMPLETE;

  /** As it stands in a condition. */
  public String wire() {
    return WireName.of(this);
  }

  /**
   * The reason that a condition has.
   *
   * @param wire null when there is no condition
   * @return empty as well when another version of the operator wrote it
   */
  public static Optional<Reason> of(String wire) {
    return Arrays.stream(values()).filter(r -> r.wire().equals(wire)).findFirst();
  }
}
