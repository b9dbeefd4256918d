package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Grants;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps the budget of a department that is in force at the one in its spec. Thread-safe. */
public final class DepartmentBudget {

  private static final int NAMED_AT_MOST = 5;

  private final Informers informers;
  private final WatchedAccounts watched;
  private final Grants grants;
  private final Sweep sweep;

  DepartmentBudget(Informers informers, KubernetesClient client, Clouds clouds, Accounts accounts) {
    var namespaces = new TenantNamespaces(clouds);
    this.informers = informers;
    this.watched = new WatchedAccounts(informers);
    this.grants = new Grants(accounts, new EstateSubtree(client, informers, namespaces));
    this.sweep = new Sweep(informers, client, namespaces, accounts);
  }

  /** Does what can be done now, and says how far it came. */
  public void settle(Department department, Lineage lineage, Conditions conditions) {
    sweep.of(department);
    List<String> path = lineage.upward();
    List<String> ancestors = path.subList(1, path.size());
    Accounts.Seen seen = DepartmentAccounts.seen(department);
    var outcome =
        rests(seen, ancestors)
            ? new Grants.Outcome(seen.account(), Map.of())
            : grants.settle(seen.department(), ancestors, holdingUs(seen));
    record(seen.wanted(), outcome, conditions);
  }

  /** Departments whose budget waits for something. */
  public Collection<ResourceID> waiting() {
    return informers.of(Department.class).list().stream()
        .filter(
            d ->
                d.getStatus() != null
                    && Conditions.isFalse(
                        d.getStatus().conditions(), ConditionType.DEPARTMENT_BUDGET_GRANTED))
        .map(ResourceID::fromResource)
        .toList();
  }

  /** Departments that have a holder of that key among their allocations. */
  Collection<ResourceID> holding(String key) {
    return watched.holding(key).stream().map(ResourceID::fromResource).toList();
  }

  private static void record(Amounts wanted, Grants.Outcome outcome, Conditions conditions) {
    Amounts granted = outcome.account().granted();
    var refused = outcome.refused();
    if (!refused.isEmpty()) {
      conditions.isFalse(
          ConditionType.DEPARTMENT_BUDGET_GRANTED,
          BudgetReasons.of(refused.values().iterator().next()),
          refused.values().stream().map(Exception::getMessage).collect(Collectors.joining(" ")));
      return;
    }
    var tooMuch =
        granted.resources().stream()
            .filter(r -> !wanted.has(r) || granted.value(r).compareTo(wanted.value(r)) > 0)
            .toList();
    if (!tooMuch.isEmpty()) {
      conditions.isFalse(
          ConditionType.DEPARTMENT_BUDGET_GRANTED,
          Reason.BUDGET_IN_USE,
          tooMuch.stream().map(r -> heldUp(r, outcome.account())).collect(Collectors.joining(" ")));
    } else if (!wanted.isEmpty()) {
      conditions.isTrue(
          ConditionType.DEPARTMENT_BUDGET_GRANTED, Reason.GRANTED, "spec.budget is in force.");
    }
  }

  private static String heldUp(String resource, Account account) {
    String holders =
        account.allocations().entrySet().stream()
            .filter(e -> e.getValue().amounts().value(resource).signum() > 0)
            .sorted(
                (a, b) ->
                    b.getValue()
                        .amounts()
                        .value(resource)
                        .compareTo(a.getValue().amounts().value(resource)))
            .limit(NAMED_AT_MOST)
            .map(e -> e.getKey() + " " + e.getValue().amounts().text(resource))
            .collect(Collectors.joining(", "));
    return "%s stays at %s, which is allocated: %s; lower those, and the budget follows by itself."
        .formatted(resource, account.granted().text(resource), holders);
  }

  /** Whether the watches show nothing to do. */
  private boolean rests(Accounts.Seen seen, List<String> ancestors) {
    Account account = seen.account();
    if (!account.granted().equals(seen.wanted()) || !account.opening().isEmpty()) {
      return false;
    }
    Holder holder = Holder.department(seen.department(), seen.uid());
    return watched.carryExactly(holder, account.granted(), ancestors, holdingUs(seen));
  }

  private List<String> holdingUs(Accounts.Seen seen) {
    String key = Holder.department(seen.department(), seen.uid()).key();
    return watched.holding(key).stream().map(d -> d.getMetadata().getName()).toList();
  }
}
