package dev.yunzhi.operator.condition;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Reform;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.api.v1alpha1.YunzhiResource;

/**
 * Reasons of the events that the operator writes. Programs may compare them, so none is ever
 * renamed; docs/conditions.md says what to do about each.
 */
public enum EventReason {
  /** Its term ends soon, or is over. */
  EXPIRING(Tenant.class, true),
  SUSPENDED(Tenant.class, true),
  HIBERNATING(Tenant.class, false),
  RESUMED(Tenant.class, false),
  /** Its term was prolonged before it was over. */
  RENEWED(Tenant.class, false),
  RECLAIMING(Tenant.class, false),
  RECLAIMED(Tenant.class, false),
  /** It was deleted, and its namespaces were kept, though its spec says otherwise. */
  RETAINED(Tenant.class, true),
  /** It was deleted with its namespaces, though its end was not approved. */
  DESTROY_OVERRIDDEN(Tenant.class, true),
  /** It lies idle, and may object. */
  IDLE_NOTICED(Tenant.class, true),
  IDLE_OBJECTED(Tenant.class, false),
  /** The time to object is over. */
  IDLE_GRACE(Tenant.class, true),
  /** Its quota was lowered. */
  IDLE_SHRUNK(Tenant.class, true),
  /** It is used again, or exempt; what was taken is given back. */
  IDLE_WITHDRAWN(Tenant.class, false),

  // The same, told to the department, which sees no Tenants.
  TENANT_EXPIRING(TenantRequest.class, true),
  TENANT_SUSPENDED(TenantRequest.class, true),
  TENANT_HIBERNATING(TenantRequest.class, false),
  TENANT_RESUMED(TenantRequest.class, false),
  TENANT_RENEWED(TenantRequest.class, false),
  TENANT_RECLAIMING(TenantRequest.class, false),
  TENANT_RECLAIMED(TenantRequest.class, false),
  TENANT_RETAINED(TenantRequest.class, true),
  TENANT_DESTROY_OVERRIDDEN(TenantRequest.class, true),
  TENANT_IDLE_NOTICED(TenantRequest.class, true),
  TENANT_IDLE_OBJECTED(TenantRequest.class, false),
  TENANT_IDLE_GRACE(TenantRequest.class, true),
  TENANT_IDLE_SHRUNK(TenantRequest.class, true),
  TENANT_IDLE_WITHDRAWN(TenantRequest.class, false),

  REFUSED(TenantRequest.class, true),
  AWAITING_APPROVAL(TenantRequest.class, false),
  REJECTED(TenantRequest.class, true),
  BLOCKED(TenantRequest.class, true),
  PROVISIONING(TenantRequest.class, false),
  GRANTED(TenantRequest.class, false),
  ENDING(TenantRequest.class, false),
  ENDED(TenantRequest.class, false),

  EXCEPTION_REQUESTED(PolicyException.class, false),
  EXCEPTION_ACTIVE(PolicyException.class, false),
  EXCEPTION_REJECTED(PolicyException.class, true),
  EXCEPTION_ENDING(PolicyException.class, true),
  EXCEPTION_ENDED(PolicyException.class, true),

  /** All systems of a wave have left. */
  FACILITY_WAVE_DONE(Facility.class, false),
  FACILITY_WAVE_OVERDUE(Facility.class, true),
  FACILITY_OVERDUE(Facility.class, true),
  FACILITY_CLOSED(Facility.class, false),

  REFORM_PREVIEWED(Reform.class, false),
  REFORM_REFUSED(Reform.class, true),
  REFORM_RUNNING(Reform.class, false),
  REFORM_DONE(Reform.class, false),
  REFORM_UNDOING(Reform.class, false),
  REFORM_UNDONE(Reform.class, false);

  private final Class<? extends YunzhiResource<?, ?>> kind;
  private final boolean warning;

  EventReason(Class<? extends YunzhiResource<?, ?>> kind, boolean warning) {
    this.kind = kind;
    this.warning = warning;
  }

  /** What it is about. */
  public Class<? extends YunzhiResource<?, ?>> kind() {
    return kind;
  }

  /** The type of the event: Warning or Normal. */
  public String type() {
    return warning ? "Warning" : "Normal";
  }

  /** As it stands in an event. */
  public String wire() {
    return WireName.of(this);
  }

  /** What the department is told on its request, when a Tenant has this event. */
  public EventReason onRequest() {
    return valueOf("TENANT_" + name());
  }
}
