package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;

/** Reserves for a Tenant before it is made or changed out of a request. Thread-safe. */
public final class RequestBudget {

  private final Informers informers;
  private final TenantBudget tenants;

  RequestBudget(Informers informers, TenantBudget tenants) {
    this.informers = informers;
    this.tenants = tenants;
  }

  /** Requests that a budget holds up, by their status. */
  public static Collection<ResourceID> waiting(Informers informers) {
    return informers.of(TenantRequest.class).list().stream()
        .filter(
            r ->
                r.getStatus() != null
                    && Conditions.isFalse(
                        r.getStatus().conditions(), ConditionType.REQUEST_WITHIN_BUDGET))
        .map(ResourceID::fromResource)
        .toList();
  }

  /**
   * Returns once all that the Tenant is to have is reserved.
   *
   * @param wanted as it is to be
   * @param actual as it stands; null when there is none
   */
  public void reserve(Tenant wanted, Tenant actual) throws BudgetRefused {
    Department department = informers.of(Department.class).get(wanted.getSpec().department());
    if (department == null) {
      return;
    }
    wanted.getMetadata().setUid(actual == null ? null : actual.getMetadata().getUid());
    // What is taken back as idle stays so.
    wanted.setStatus(actual == null ? null : actual.getStatus());
    try {
      tenants.reserve(wanted, Lineage.of(department, informers.of(Department.class)::get), true);
    } catch (Lineage.Broken broken) {
      // Nothing is made in a tree that is not in order: the Tenant says so itself.
    } finally {
      wanted.getMetadata().setUid(null);
      wanted.setStatus(null);
    }
  }
}
