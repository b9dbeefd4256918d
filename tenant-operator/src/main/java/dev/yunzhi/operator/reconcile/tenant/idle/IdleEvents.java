package dev.yunzhi.operator.reconcile.tenant.idle;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantStatus;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.reconcile.tenant.life.TenantEvents;
import java.util.Objects;

/** Tells of each step by which a tenant's resources are taken back, or given back. */
public final class IdleEvents {

  private final TenantEvents events;

  public IdleEvents(TenantEvents events) {
    this.events = events;
  }

  /**
   * Tells what differs from the status so far.
   *
   * @return whether anything of the way does
   */
  public boolean transition(Tenant tenant, TenantStatus after) {
    TenantIdle was = tenant.getStatus() == null ? null : tenant.getStatus().idle();
    TenantIdle is = after.idle();
    if (Objects.equals(was, is)) {
      return false;
    }
    if (is == null) {
      events.idle(
          tenant,
          EventReason.IDLE_WITHDRAWN,
          "It does not lie idle any more, or is exempt; all that was taken of it is given back.");
    } else if (was == null || was.step() != is.step()) {
      tell(tenant, is, after);
    }
    return true;
  }

  private void tell(Tenant tenant, TenantIdle is, TenantStatus after) {
    EventReason reason =
        switch (is.step()) {
          case NOTICED -> EventReason.IDLE_NOTICED;
          case GRACE -> EventReason.IDLE_GRACE;
          case SHRUNK -> EventReason.IDLE_SHRUNK;
          case OBJECTED -> EventReason.IDLE_OBJECTED;
          // Its standstill is told as any other.
          case RECLAIMED -> null;
        };
    if (reason != null) {
      events.idle(tenant, reason, IdleConditions.message(is, after.use()));
    }
  }
}
