package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Reasons;
import dev.yunzhi.operator.reconcile.budget.BudgetReasons;
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
    Condition ready = status == null ? null : Conditions.of(status.conditions(), Progress.READY);
    progress.budget(
        ready == null ? null : ready.getReason(), ready == null ? null : ready.getMessage());
    boolean current =
        ready != null
            && Objects.equals(ready.getObservedGeneration(), tenant.getMetadata().getGeneration());
    if (current && "True".equals(ready.getStatus())) {
      progress.granted(
          name, status.namespaces().stream().map(TenantNamespaceStatus::name).toList());
    } else if (!current || isPassing(ready)) {
      progress.carriedOut(name);
    } else {
      progress.blocked(
          ready.getReason(), ready.getMessage(), NextStep.tenantHeldUp(name, ready.getMessage()));
    }
  }

  private static boolean isPassing(Condition ready) {
    return Reasons.QUOTA_MOVING.equals(ready.getReason())
        || BudgetReasons.OPENING.equals(ready.getReason())
        || Reasons.FAILED.equals(ready.getReason());
  }

  private TenantStanding() {}
}
