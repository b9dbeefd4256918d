package dev.yunzhi.operator.reconcile.tenant.life;

import dev.yunzhi.api.v1alpha1.RequestReference;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.EventWriter;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Tells of each step in a tenant's life: on the Tenant for the platform team, and on the request
 * that it was made from for the department, which sees no Tenants.
 */
public final class TenantEvents {

  private static final Set<TenantPhase> RUNS = EnumSet.of(TenantPhase.ACTIVE, TenantPhase.EXPIRING);
  private static final Set<TenantPhase> CAN_RESUME =
      EnumSet.of(TenantPhase.SUSPENDED, TenantPhase.HIBERNATING);

  private final EventWriter events;

  public TenantEvents(EventWriter events) {
    this.events = events;
  }

  /** Writes one when the phase, or why workloads stand still, differs from the status so far. */
  public void transition(Tenant tenant, TenantStatus after) {
    TenantStatus before = tenant.getStatus();
    TenantPhase was = before == null ? null : before.phase();
    TenantPhase is = after.phase();
    if (is == null || (was == null && is == TenantPhase.ACTIVE)) {
      return;
    }
    Condition suspended = Conditions.of(after.conditions(), ConditionType.TENANT_SUSPENDED);
    if (was == is && Objects.equals(suspension(before), suspension(after))) {
      return;
    }
    EventReason reason = reason(was, is);
    Condition expiring = Conditions.of(after.conditions(), ConditionType.TENANT_EXPIRING);
    boolean ofTerm = reason == EventReason.RENEWED || reason == EventReason.EXPIRING;
    Condition told = ofTerm ? expiring : suspended;
    tell(tenant, reason, told.getMessage(), tenant.getMetadata().getResourceVersion() + "/" + is);
  }

  private static EventReason reason(TenantPhase was, TenantPhase is) {
    if (RUNS.contains(is) && CAN_RESUME.contains(was)) {
      return EventReason.RESUMED;
    }
    return switch (is) {
      // It was Expiring: an end is never taken back.
      case ACTIVE -> EventReason.RENEWED;
      case EXPIRING -> EventReason.EXPIRING;
      case SUSPENDED -> EventReason.SUSPENDED;
      case HIBERNATING -> EventReason.HIBERNATING;
      case RECLAIMING -> EventReason.RECLAIMING;
      case RECLAIMED -> EventReason.RECLAIMED;
    };
  }

  /** Tells that the tenant was deleted, and what becomes of what is in it. */
  public void deleted(Tenant tenant, EventReason reason, String note) {
    tell(tenant, reason, note, tenant.getMetadata().getDeletionTimestamp());
  }

  /** Tells that something of the tenant is, or is no longer, taken back as idle. */
  public void idle(Tenant tenant, EventReason reason, String note) {
    tell(tenant, reason, note, tenant.getMetadata().getResourceVersion() + "/" + reason.wire());
  }

  private void tell(Tenant tenant, EventReason reason, String note, String step) {
    events.write(EventWriter.about(tenant), reason, note, step);
    RequestReference request = tenant.getSpec().request();
    if (request != null && request.uid() != null) {
      events.write(
          new ObjectReferenceBuilder()
              .withApiVersion(tenant.getApiVersion())
              .withKind(HasMetadata.getKind(TenantRequest.class))
              .withNamespace(request.namespace())
              .withName(request.name())
              .withUid(request.uid())
              .build(),
          reason.onRequest(),
          note,
          step);
    }
  }

  private static String suspension(TenantStatus status) {
    Condition suspended = Conditions.of(status.conditions(), ConditionType.TENANT_SUSPENDED);
    return suspended == null ? null : suspended.getReason();
  }
}
