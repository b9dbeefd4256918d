package dev.yunzhi.operator.condition;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import java.util.Set;

/**
 * All conditions that our objects have, and all that each can say: nothing else can be written. A
 * test of the house sees to it that docs/conditions.md has a row for each, and that some test
 * provokes it.
 */
// Sets made by Set.of never change.
@SuppressWarnings("ImmutableEnumChecker")
public enum ConditionType {
  DEPARTMENT_READY(
      Department.class,
      "Ready",
      Set.of(Reason.READY),
      Set.of(
          Reason.FAILED,
          Reason.PARENT_NOT_FOUND,
          Reason.LEVEL_NOT_BELOW_PARENT,
          Reason.CYCLE,
          Reason.CODE_TAKEN,
          Reason.NAME_TAKEN,
          Reason.NAMESPACE_TERMINATING)),
  /** A department that is not halted has none. */
  DEPARTMENT_HALTED(Department.class, "Halted", Set.of(Reason.DEPARTMENT_HALTED), Set.of()),
  /** A department without a budget has none. */
  DEPARTMENT_BUDGET_GRANTED(
      Department.class,
      "BudgetGranted",
      Set.of(Reason.GRANTED),
      Set.of(
          Reason.BUDGET_EXCEEDED,
          Reason.QUOTA_MISSING,
          Reason.BUDGET_OPENING,
          Reason.BUDGET_OUTGROWN,
          Reason.BUDGET_IN_USE)),

  TENANT_READY(
      Tenant.class,
      "Ready",
      Set.of(Reason.READY),
      Set.of(
          Reason.FAILED,
          Reason.DEPARTMENT_NOT_FOUND,
          Reason.DEPARTMENT_NOT_READY,
          Reason.NAMESPACE_TAKEN,
          Reason.NAMESPACE_TERMINATING,
          Reason.QUOTA_EXCEEDED,
          Reason.QUOTA_MOVING,
          Reason.BUDGET_EXCEEDED,
          Reason.QUOTA_MISSING,
          Reason.BUDGET_OPENING,
          Reason.CLOUD_NOT_FOUND,
          Reason.CLOUD_UNREACHABLE,
          Reason.CLOUD_UNUSABLE,
          Reason.RECLAIMING,
          Reason.RECLAIMED)),
  /** A tenant whose department is not halted has none. */
  TENANT_HALTED(Tenant.class, "Halted", Set.of(Reason.DEPARTMENT_HALTED), Set.of()),
  TENANT_EXPIRING(
      Tenant.class,
      "Expiring",
      Set.of(Reason.TERM_ENDING, Reason.TERM_OVER, Reason.LAPSED),
      Set.of(Reason.RUNNING, Reason.NO_END)),
  TENANT_SUSPENDED(
      Tenant.class,
      "Suspended",
      Set.of(Reason.ORDERED, Reason.EXPIRED, Reason.HIBERNATING, Reason.ENDED, Reason.IDLE),
      Set.of(Reason.RUNNING)),
  /** Where nobody measures use none has one. */
  TENANT_MEASURED(
      Tenant.class,
      "Measured",
      Set.of(Reason.MEASURED),
      Set.of(Reason.MONITORING_AWAY, Reason.NO_DATA)),
  /** A tenant whose use was never known has none. */
  TENANT_IDLE(
      Tenant.class,
      "Idle",
      Set.of(Reason.NOTICED, Reason.OBJECTED, Reason.GRACE, Reason.SHRUNK, Reason.RECLAIMED),
      Set.of(Reason.IN_USE, Reason.EXEMPT)),

  REQUEST_COMPLIANT(
      TenantRequest.class,
      "PolicyCompliant",
      Set.of(Reason.COMPLIANT),
      Set.of(Reason.REFUSED, Reason.INCOMPLETE)),
  REQUEST_APPROVED(
      TenantRequest.class,
      "Approved",
      Set.of(Reason.APPROVED, Reason.FILED),
      Set.of(Reason.AWAITING, Reason.REJECTED)),
  REQUEST_WITHIN_BUDGET(
      TenantRequest.class,
      "WithinBudget",
      Set.of(Reason.RESERVED),
      Set.of(Reason.BUDGET_EXCEEDED, Reason.QUOTA_MISSING, Reason.BUDGET_OPENING)),
  /** Once there is a Tenant, it says what holds the Tenant up. */
  REQUEST_READY(
      TenantRequest.class,
      "Ready",
      Set.of(Reason.READY, Reason.ENDED),
      Set.of(
          Reason.REFUSED,
          Reason.AWAITING_APPROVAL,
          Reason.REJECTED,
          Reason.BLOCKED,
          Reason.PROVISIONING,
          Reason.ENDING,
          Reason.FAILED,
          Reason.DEPARTMENT_HALTED,
          Reason.DEPARTMENT_NOT_FOUND,
          Reason.DEPARTMENT_NOT_READY,
          Reason.NAME_TAKEN,
          Reason.NAMESPACE_TAKEN,
          Reason.NAMESPACE_TERMINATING,
          Reason.QUOTA_EXCEEDED,
          Reason.BUDGET_EXCEEDED,
          Reason.QUOTA_MISSING,
          Reason.CLOUD_NOT_FOUND,
          Reason.CLOUD_UNREACHABLE,
          Reason.CLOUD_UNUSABLE,
          Reason.CLOUD_NOT_READY,
          Reason.CLOUD_CORDONED,
          Reason.CLOUD_IMMUTABLE,
          Reason.RECLAIMING,
          Reason.RECLAIMED,
          Reason.TENANT_DELETED,
          Reason.TENANT_NOT_FOUND,
          Reason.TENANT_ENDING,
          Reason.TENANT_MOVED)),

  CLOUD_READY(
      Cloud.class,
      "Ready",
      Set.of(Reason.CONNECTED),
      Set.of(
          Reason.UNREACHABLE,
          Reason.UNTRUSTED,
          Reason.UNAUTHORIZED,
          Reason.FORBIDDEN,
          Reason.SECRET_NOT_FOUND,
          Reason.SECRET_FORBIDDEN,
          Reason.KUBECONFIG_INVALID,
          Reason.CLUSTER_CHANGED)),
  FACILITY_ON_SCHEDULE(
      Facility.class,
      "OnSchedule",
      Set.of(Reason.ON_SCHEDULE, Reason.MAY_STAY, Reason.CLOSED),
      Set.of(
          Reason.NO_CLOSING_DATE,
          Reason.WAVE_OVERDUE,
          Reason.CLOSING_OVERDUE,
          Reason.SYSTEMS_LEFT,
          Reason.DEPARTMENT_NOT_FOUND)),
  FACILITY_MOVES_CONFIRMED(
      Facility.class,
      "MovesConfirmed",
      Set.of(Reason.CONFIRMED),
      Set.of(Reason.TENANT_NOT_FOUND, Reason.TENANT_NOT_READY, Reason.OTHER_SYSTEM)),
  REFORM_READY(
      Reform.class,
      "Ready",
      Set.of(Reason.PREVIEWED, Reason.DONE, Reason.UNDONE),
      Set.of(
          Reason.OBSTRUCTED,
          Reason.NOT_PREVIEWED,
          Reason.MOVING,
          // Steps of it are taken, so there is nothing to preview.
          Reason.IN_FORCE,
          Reason.CHANGED_SINCE,
          Reason.AWAITING_BUDGET,
          Reason.FAILED)),

  REPLICATION_READY(
      Replication.class,
      "Ready",
      Set.of(Reason.READY),
      Set.of(
          Reason.SOURCE_NOT_FOUND,
          Reason.NOT_REPLICABLE,
          Reason.CONFLICT,
          Reason.REFUSED,
          Reason.DEPARTMENT_NOT_FOUND,
          Reason.DEPARTMENT_HALTED,
          Reason.FAILED)),
  /** Of a department that is not halted none has one. */
  REPLICATION_HALTED(Replication.class, "Halted", Set.of(Reason.DEPARTMENT_HALTED), Set.of()),

  APPROVAL_COUNTED(
      Approval.class,
      "Counted",
      Set.of(Reason.COUNTED),
      Set.of(
          Reason.REQUEST_NOT_FOUND,
          Reason.EXCEPTION_NOT_FOUND,
          Reason.NOT_STAMPED,
          Reason.OTHER_REQUEST,
          Reason.NOT_CURRENT_GENERATION,
          Reason.OWN_REQUEST,
          Reason.STAGE_NOT_NEEDED,
          Reason.OTHER_STAGE,
          Reason.NOTHING_TO_WITHDRAW,
          Reason.WITHDRAWN,
          Reason.SUPERSEDED,
          Reason.EXPIRED)),
  AGREEMENT_IN_FORCE(
      Agreement.class,
      "InForce",
      Set.of(Reason.IN_FORCE),
      Set.of(
          Reason.ENDED,
          Reason.AWAITING_OTHER_SIDE,
          Reason.TERMS_DIFFER,
          Reason.SAME_SIGNATORY,
          Reason.TENANT_NOT_FOUND)),
  POLICY_ENFORCED(
      Policy.class,
      "Enforced",
      Set.of(Reason.ENFORCED, Reason.FAILING),
      Set.of(
          Reason.UNKNOWN_POLICY,
          Reason.AWAITING_BUNDLE,
          Reason.STANDARD_POLICY,
          Reason.CONFLICT,
          Reason.INVALID_PARAMETERS,
          Reason.PREVIEWED,
          Reason.PREVIEW_FAILING)),
  EXCEPTION_ACTIVE(
      PolicyException.class,
      "Active",
      Set.of(Reason.ACTIVE, Reason.ENDING, Reason.UNKNOWN_POLICY),
      Set.of(Reason.AWAITING_APPROVAL, Reason.REJECTED, Reason.ENDED)),
  PROJECT_COMPLETE(
      Project.class,
      "Complete",
      Set.of(Reason.COMPLETE),
      Set.of(Reason.DEPARTMENT_NOT_FOUND, Reason.INCOMPLETE));

  private final Class<? extends YunzhiResource<?, ?>> kind;
  private final String wire;
  private final Set<Reason> whenTrue;
  private final Set<Reason> whenFalse;

  ConditionType(
      Class<? extends YunzhiResource<?, ?>> kind,
      String wire,
      Set<Reason> whenTrue,
      Set<Reason> whenFalse) {
    this.kind = kind;
    this.wire = wire;
    this.whenTrue = whenTrue;
    this.whenFalse = whenFalse;
  }

  /** What has such a condition. */
  public Class<? extends YunzhiResource<?, ?>> kind() {
    return kind;
  }

  /** Its type, as it stands in the status. */
  public String wire() {
    return wire;
  }

  /** The reasons that it can have with a status. */
  public Set<Reason> reasons(boolean status) {
    return status ? whenTrue : whenFalse;
  }
}
