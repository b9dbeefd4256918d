package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Annotations;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.time.Duration;
import java.util.List;

/**
 * Takes down that a tenant is destroyed although its end was not approved. Whether it may be, the
 * guard {@code yunzhi-tenants} in the API server has decided before.
 */
final class TenantDeletion {

  private static final String POLICY = "SEC-025";

  private final Policies policies;
  private final Decisions decisions;

  TenantDeletion(Policies policies, Decisions decisions) {
    this.policies = policies;
    this.decisions = decisions;
  }

  AdmissionAnswer review(AdmissionRequest request) {
    JsonNode tenant = request.oldObject();
    boolean approved = tenant.at("/spec/end").isObject();
    if (!approved && "Delete".equals(tenant.at("/spec/reclaim").asText())) {
      String why = tenant.at("/metadata/annotations").path(Annotations.DESTROY_OVERRIDE).asText();
      decisions.record(
          request.review(),
          new Judgement(List.of(overridden(why)), policies.revision(), Duration.ZERO));
    }
    return AdmissionAnswer.ALLOWED;
  }

  private static Finding overridden(String why) {
    return new Finding(
        POLICY,
        Effect.AUDIT,
        "the tenant's namespaces are destroyed without an approved end, by override: " + why,
        "租户注销未获批准，依据特别授权销毁其命名空间：" + why,
        "$.metadata.annotations['%s']".formatted(Annotations.DESTROY_OVERRIDE),
        List.of(),
        false,
        null);
  }
}
