package dev.yunzhi.operator.reconcile.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.ComponentSubscriptionSpec;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseTest {

  private static final ComponentSubscriptionSpec SPEC =
      new ComponentSubscriptionSpec("identity", "portal", "sign-in");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lifecycle: Offered                                                              | 3 | false | true  | ACTIVE
          lifecycle: Offered                                                              | 4 | true  | false | PROTECTION_LEVEL_TOO_LOW
          lifecycle: Offered, needsApproval: true                                         | 2 | true  | false | AWAITING_APPROVAL
          lifecycle: Offered, needsApproval: true, approvedDepartments: [lake]            | 2 | true  | false | AWAITING_APPROVAL
          lifecycle: Offered, needsApproval: true, approvedDepartments: [lake, health]    | 2 | false | true  | ACTIVE
          lifecycle: Deprecated, successor: identity-2                                    | 2 | true  | true  | DEPRECATED
          lifecycle: Deprecated, successor: identity-2                                    | 2 | false | false | DEPRECATED
          lifecycle: Deprecated, successor: identity-2                                    | 4 | true  | false | PROTECTION_LEVEL_TOO_LOW
          lifecycle: Withdrawn                                                            | 2 | true  | false | WITHDRAWN
          """)
  void anOfferIsForWhomItFits(
      String offer, int level, boolean wasActive, boolean active, Reason reason) {
    Use use = Use.of(SPEC, "health", component(offer), tenant(level), wasActive);

    assertThat(use.active()).isEqualTo(active);
    assertThat(use.reason()).isEqualTo(reason);
  }

  @Test
  void whoHasToChangeIsToldToWhat() {
    Use use =
        Use.of(
            SPEC,
            "health",
            component("lifecycle: Deprecated, successor: identity-2"),
            tenant(2),
            true);

    assertThat(use.message()).isEqualTo("identity goes out of use. Use identity-2 instead.");
  }

  @Test
  void bothEndsMustBeThereAndTheTenantTheDepartmentsOwn() {
    SharedComponent offered = component("lifecycle: Offered");

    assertThat(Use.of(SPEC, "health", null, tenant(2), true).reason())
        .isEqualTo(Reason.COMPONENT_NOT_FOUND);
    assertThat(Use.of(SPEC, "health", offered, null, true).reason())
        .isEqualTo(Reason.TENANT_NOT_FOUND);
    assertThat(Use.of(SPEC, "lake", offered, tenant(2), true).reason())
        .isEqualTo(Reason.OTHER_DEPARTMENT);
  }

  private static SharedComponent component(String offer) {
    return Serialization.unmarshal(
        "metadata: {name: identity}\nspec: {provider: bureau, protectionLevel: 3, %s}\n"
            .formatted(offer.strip()),
        SharedComponent.class);
  }

  private static Tenant tenant(int level) {
    return Serialization.unmarshal(
        "metadata: {name: portal}\nspec: {department: health, protectionLevel: %d}\n"
            .formatted(level),
        Tenant.class);
  }
}
