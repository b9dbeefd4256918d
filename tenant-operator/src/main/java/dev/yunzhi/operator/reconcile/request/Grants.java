package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.approval.Tally;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.EndingTenant;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.reconcile.TreeLock;
import dev.yunzhi.operator.reconcile.budget.RequestBudget;
import dev.yunzhi.operator.reconcile.tenant.TenantReconciler;

/** Writes into the Tenant what was approved. Thread-safe. */
public final class Grants {

  private final Applier applier;
  private final Reader live;
  private final RequestBudget budget;
  private final TreeLock tree;

  /**
   * @param live asked for the Tenant: two requests may be carried out on it at once, and what is
   *     written takes the place of one version only
   */
  public Grants(Applier applier, Reader live, RequestBudget budget, TreeLock tree) {
    this.applier = applier;
    this.live = live;
    this.budget = budget;
    this.tree = tree;
  }

  /**
   * Makes, changes or ends the Tenant that the request is about.
   *
   * @param tally every stage has approved
   * @throws BudgetRefused when a budget has no room for it; nothing was written then
   */
  void carryOut(TenantRequest request, String department, Tally tally) throws BudgetRefused {
    Tenant actual = live.get(Tenant.class, null, GrantedTenant.nameFor(request));
    if (request.getSpec().type() == RequestType.END) {
      String version = actual == null ? null : actual.getMetadata().getResourceVersion();
      applier.writeAs(
          EndingTenant.FIELD_MANAGER,
          EndingTenant.of(request, version, tally.decidedAt().orElseThrow()));
      return;
    }
    boolean filed = actual != null && tally.stages().isEmpty();
    Tenant wanted =
        GrantedTenant.of(request, actual, department, filed, TenantReconciler.FINALIZER);
    tree.charging(
        () -> {
          budget.reserve(wanted, actual);
          applier.write(wanted);
        });
  }
}
