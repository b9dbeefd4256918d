package dev.yunzhi.operator.reconcile.facility;

import dev.yunzhi.api.v1alpha1.FacilityMove;
import dev.yunzhi.api.v1alpha1.FacilitySystem;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.function.Function;

/**
 * A move that somebody wrote down, held against the tenant that it names.
 *
 * @param doubt why it does not count; null when it does
 * @param message what to do about it; null when it counts
 */
record Move(Reason doubt, String message) {

  private static final Move CONFIRMED = new Move(null, null);

  /**
   * Looks at the tenant.
   *
   * @param system with a move
   * @param tenants answers null for one that there is not
   */
  static Move of(FacilitySystem system, Function<String, Tenant> tenants) {
    FacilityMove move = system.move();
    Tenant tenant = tenants.apply(move.tenant());
    if (tenant == null) {
      return new Move(
          Reason.TENANT_NOT_FOUND,
          "System %s is to have moved to Tenant %s, which does not exist."
              .formatted(system.name(), move.tenant()));
    }
    if (!system.name().equals(tenant.getSpec().system())) {
      return new Move(
          Reason.OTHER_SYSTEM,
          "System %s is to have moved to Tenant %s, whose spec.system is %s."
              .formatted(system.name(), move.tenant(), tenant.getSpec().system()));
    }
    return isReady(tenant)
        ? CONFIRMED
        : new Move(
            Reason.TENANT_NOT_READY,
            "System %s is to have moved to Tenant %s, which is not Ready."
                .formatted(system.name(), move.tenant()));
  }

  boolean counts() {
    return doubt == null;
  }

  /** Of whatever generation: a change of the tenant takes no system back. */
  private static boolean isReady(Tenant tenant) {
    Condition ready =
        tenant.getStatus() == null
            ? null
            : Conditions.of(tenant.getStatus().conditions(), ConditionType.TENANT_READY);
    return ready != null && "True".equals(ready.getStatus());
  }
}
