package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Objects;

/** What a request says of the Tenant once it was carried out: what the Tenant says of itself. */
final class TenantStanding {

  static void of(TenantRequest request, Tenant tenant, Progress progress) {
    String name = tenant.getMetadata().getName();
    var status = tenant.getStatus();
    if (request.getSpec().type() == RequestType.END) {
      if (status != null && status.phase() == TenantPhase.RECLAIMED) {
        progress.ended(name);
      } else {
        progress.carriedOut(name);
      }
      return;
    }
    Condition ready =
        status == null ? null : Conditions.of(status.conditions(), ConditionType.TENANT_READY);
    Reason reason = ready == null ? null : Reason.of(ready.getReason()).orElse(null);
    progress.budget(reason, ready == null ? null : ready.getMessage());
    boolean current =
        ready != null
            && Objects.equals(ready.getObservedGeneration(), tenant.getMetadata().getGeneration());
    if (current && "True".equals(ready.getStatus())) {
      progress.granted(
          name, status.namespaces().stream().map(TenantNamespaceStatus::name).toList());
    } else if (reason == Reason.CLOUD_UNREACHABLE || reason == Reason.CLOUD_UNUSABLE) {
      progress.blocked(
          reason,
          ready.getMessage(),
          NextStep.cloudAway(tenant.getSpec().cloud(), ready.getMessage()));
    } else if (!current || isPassing(reason)) {
      progress.carriedOut(name);
    } else {
      progress.blocked(reason, ready.getMessage(), NextStep.tenantHeldUp(name, ready.getMessage()));
    }
  }

  /** A reason that only another version of the operator knows is soon written over. */
  private static boolean isPassing(Reason reason) {
    return reason == null
        || reason == Reason.QUOTA_MOVING
        || reason == Reason.BUDGET_OPENING
        || reason == Reason.FAILED;
  }

  private TenantStanding() {}
}
