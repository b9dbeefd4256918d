package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Payers;
import dev.yunzhi.operator.budget.Reservations;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.TenantCluster;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Obstacle;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Charges tenants to the budgets of departments: reserves before anything is made or raised, gives
 * back when it is seen lowered or gone. Thread-safe.
 */
public final class TenantBudget {

  private final Clouds clouds;
  private final WatchedAccounts watched;
  private final Reservations reservations;
  // A request and its tenant are reconciled side by side, and reserve for the same holder.
  private final Object[] locks = new Object[64];

  TenantBudget(Informers informers, Clouds clouds, Accounts accounts) {
    this.clouds = clouds;
    this.watched = new WatchedAccounts(informers);
    this.reservations = new Reservations(accounts);
    Arrays.setAll(locks, i -> new Object());
  }

  /**
   * Returns once the tenant is charged for all that its spec asks for.
   *
   * @param tenant as it is, or without a uid as it is about to be made
   * @param raises whether anything is about to be made or raised; only then the API server itself
   *     is asked, else a watch that shows nothing missing is enough
   * @throws BudgetRefused when it does not fit
   */
  public void reserve(Tenant tenant, Lineage lineage, boolean raises) throws BudgetRefused {
    Holder holder = holder(tenant);
    Amounts claim = wanted(tenant);
    List<String> path = lineage.upward();
    if (!raises && carried(holder, claim, path)) {
      return;
    }
    synchronized (locks[Math.floorMod(holder.key().hashCode(), locks.length)]) {
      reservations.reserve(holder, claim, path);
    }
  }

  /** As {@link #reserve}, for a Tenant that exists. */
  public void require(Tenant tenant, Lineage lineage, boolean raises) throws Obstacle {
    try {
      reserve(tenant, lineage, raises);
    } catch (BudgetRefused refused) {
      // It keeps what it has, but nothing that an earlier spec had reserved.
      settle(tenant, lineage, Amounts.NONE);
      throw new Obstacle(BudgetReasons.of(refused), refused.getMessage());
    }
  }

  /** Gives back what the tenant neither has nor is to have any more. */
  public void settle(Tenant tenant, Lineage lineage) {
    settle(tenant, lineage, wanted(tenant));
  }

  private void settle(Tenant tenant, Lineage lineage, Amounts claim) {
    Holder holder = holder(tenant);
    List<String> path = lineage.upward();
    List<String> holding = holding(holder);
    if (!holding.isEmpty()
        && !watched.carryExactly(holder, claim.larger(watchedInForce(tenant)), path, holding)) {
      reservations.settle(holder, claim.larger(inForce(tenant)), path, holding);
    }
  }

  /**
   * Gives all back, if none of the namespaces is left. While the tenant's cloud cannot be used that
   * is not known, and the departments' own sweep does it later.
   */
  public void release(Tenant tenant) {
    Holder holder = holder(tenant);
    List<String> holding = holding(holder);
    var cluster = clouds.of(tenant);
    if (!holding.isEmpty()
        && cluster.isPresent()
        && !TenantNamespaces.isLeft(tenant.getMetadata().getName(), cluster.get())) {
      reservations.settle(holder, Amounts.NONE, List.of(), holding);
    }
  }

  /** Whether a budget holds the tenant up, by its status. */
  public static boolean waits(Tenant tenant) {
    var status = tenant.getStatus();
    Condition ready =
        status == null ? null : Conditions.of(status.conditions(), ConditionType.TENANT_READY);
    return ready != null && Reason.of(ready.getReason()).filter(BudgetReasons::holdsUp).isPresent();
  }

  private Amounts watchedInForce(Tenant tenant) {
    var informers = cluster(tenant).informers();
    var namespaces =
        informers.of(Namespace.class).by(Informers.BY_TENANT, tenant.getMetadata().getName());
    return Charges.inForce(
        namespaces,
        namespaces.stream()
            .flatMap(
                n ->
                    informers
                        .of(ResourceQuota.class)
                        .inNamespace(n.getMetadata().getName())
                        .stream())
            .toList());
  }

  private Amounts inForce(Tenant tenant) {
    String name = tenant.getMetadata().getName();
    var client = cluster(tenant).client();
    return Charges.inForce(
        TenantNamespaces.namespaces(name, client), TenantNamespaces.quotas(name, client));
  }

  /** Who settles is at work on the cluster already. */
  private TenantCluster cluster(Tenant tenant) {
    return clouds
        .of(tenant)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Cloud %s has gone away".formatted(tenant.getSpec().cloud())));
  }

  private boolean carried(Holder holder, Amounts claim, List<String> path) {
    Payers payers = Payers.along(path, watched::of);
    return payers.opening().isEmpty()
        && claim.resources().containsAll(payers.budgeted().keySet())
        && payers.parts(claim).entrySet().stream()
            .allMatch(part -> watched.of(part.getKey()).holds(holder, part.getValue()));
  }

  /** Departments in whose allocations this very tenant is, as the watch shows them. */
  private List<String> holding(Holder holder) {
    return watched.holding(holder.key()).stream()
        .filter(
            d -> {
              String uid = d.getStatus().allocations().get(holder.key()).uid();
              return uid == null || Objects.equals(uid, holder.uid());
            })
        .map(d -> d.getMetadata().getName())
        .toList();
  }

  private static Holder holder(Tenant tenant) {
    return Holder.tenant(tenant.getMetadata().getName(), tenant.getMetadata().getUid());
  }

  private Amounts wanted(Tenant tenant) {
    String name = tenant.getMetadata().getName();
    return Charges.wanted(
        tenant,
        clouds
            .of(tenant)
            .map(c -> c.informers().of(Namespace.class).by(Informers.BY_TENANT, name))
            .orElse(List.of()));
  }
}
