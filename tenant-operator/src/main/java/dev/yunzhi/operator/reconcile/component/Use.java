package dev.yunzhi.operator.reconcile.component;

import dev.yunzhi.api.v1alpha1.ComponentLifecycle;
import dev.yunzhi.api.v1alpha1.ComponentSubscriptionSpec;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.Reason;

/**
 * Whether a subscription is Active, and why. Pure.
 *
 * @param reason one that {@code COMPONENT_SUBSCRIPTION_ACTIVE} has with that status
 */
record Use(boolean active, Reason reason, String message) {

  /**
   * Looks at both ends.
   *
   * @param department in whose home the subscription is
   * @param component null when there is none of that name
   * @param tenant null when there is none of that name
   * @param wasActive whether it is Active so far: what is Deprecated takes nobody new
   */
  static Use of(
      ComponentSubscriptionSpec spec,
      String department,
      SharedComponent component,
      Tenant tenant,
      boolean wasActive) {
    if (component == null) {
      return not(
          Reason.COMPONENT_NOT_FOUND,
          "spec.component names %s, which is not in the catalogue.".formatted(spec.component()));
    }
    if (tenant == null) {
      return not(
          Reason.TENANT_NOT_FOUND,
          "spec.tenant names %s, which does not exist.".formatted(spec.tenant()));
    }
    if (!department.equals(tenant.getSpec().department())) {
      return not(
          Reason.OTHER_DEPARTMENT,
          "Tenant %s is of Department %s, not of %s."
              .formatted(spec.tenant(), tenant.getSpec().department(), department));
    }
    return offered(spec, department, component, tenant, wasActive);
  }

  private static Use offered(
      ComponentSubscriptionSpec spec,
      String department,
      SharedComponent component,
      Tenant tenant,
      boolean wasActive) {
    var offer = component.getSpec();
    if (offer.lifecycle() == ComponentLifecycle.WITHDRAWN) {
      return not(
          Reason.WITHDRAWN, "%s was withdrawn.%s".formatted(spec.component(), instead(component)));
    }
    int needed = tenant.getSpec().protectionLevel();
    if (needed > offer.protectionLevel()) {
      return not(
          Reason.PROTECTION_LEVEL_TOO_LOW,
          "Tenant %s has protection level %d, and %s meets level %d only."
              .formatted(spec.tenant(), needed, spec.component(), offer.protectionLevel()));
    }
    if (!offer.isOpenTo(department)) {
      return not(
          Reason.AWAITING_APPROVAL,
          "Department %s, which provides %s, has to approve Department %s: it is not in spec.approvedDepartments."
              .formatted(offer.provider(), spec.component(), department));
    }
    if (offer.lifecycle() == ComponentLifecycle.DEPRECATED) {
      return wasActive
          ? new Use(
              true,
              Reason.DEPRECATED,
              "%s goes out of use.%s".formatted(spec.component(), instead(component)))
          : not(
              Reason.DEPRECATED,
              "%s takes nobody new.%s".formatted(spec.component(), instead(component)));
    }
    return new Use(
        true, Reason.ACTIVE, "Tenant %s uses %s.".formatted(spec.tenant(), spec.component()));
  }

  private static String instead(SharedComponent component) {
    String successor = component.getSpec().successor();
    return successor == null ? "" : " Use %s instead.".formatted(successor);
  }

  private static Use not(Reason reason, String message) {
    return new Use(false, reason, message);
  }
}
