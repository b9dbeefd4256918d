package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Grants;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Payers;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the budget of a department that is in force at the one in its spec. Thread-safe. */
public final class DepartmentBudget {

  /** Type of the condition; a department without a budget has none. */
  private static final String GRANTED = "BudgetGranted";

  private static final int NAMED_AT_MOST = 5;

  private final Informers informers;
  private final Grants grants;
  private final Sweep sweep;

  DepartmentBudget(Informers informers, KubernetesClient client, Accounts accounts) {
    this.informers = informers;
    this.grants = new Grants(accounts, new EstateSubtree(client, informers));
    this.sweep = new Sweep(informers, client, accounts);
  }

  /** Does what can be done now, and says how far it came. */
  public void settle(Department department, Lineage lineage, Conditions conditions) {
    sweep.of(department);
    List<String> path = TenantBudget.path(lineage);
    List<String> ancestors = path.subList(1, path.size());
    Accounts.Seen watched = DepartmentAccounts.seen(department);
    var outcome =
        rests(watched, ancestors)
            ? new Grants.Outcome(watched.account(), Map.of())
            : grants.settle(watched.department(), ancestors, holdingUs(watched));
    record(watched.wanted(), outcome, conditions);
  }

  /** Departments whose budget waits for something. */
  public Collection<ResourceID> waiting() {
    return informers.of(Department.class).list().stream()
        .filter(
            d -> d.getStatus() != null && Conditions.isFalse(d.getStatus().conditions(), GRANTED))
        .map(ResourceID::fromResource)
        .toList();
  }

  /** Departments that have a holder of that key among their allocations. */
  Collection<ResourceID> holding(String key) {
    return informers.of(Department.class).list().stream()
        .filter(d -> allocates(d, key))
        .map(ResourceID::fromResource)
        .toList();
  }

  private static boolean allocates(Department department, String key) {
    var status = department.getStatus();
    return status != null && status.allocations() != null && status.allocations().containsKey(key);
  }

  private static void record(Amounts wanted, Grants.Outcome outcome, Conditions conditions) {
    Amounts granted = outcome.account().granted();
    var refused = outcome.refused();
    if (!refused.isEmpty()) {
      conditions.isFalse(
          GRANTED,
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
          GRANTED,
          BudgetReasons.IN_USE,
          tooMuch.stream().map(r -> heldUp(r, outcome.account())).collect(Collectors.joining(" ")));
    } else if (!wanted.isEmpty()) {
      conditions.isTrue(GRANTED, "Granted", "spec.budget is in force.");
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
    var parts = Payers.along(ancestors, this::watched).parts(account.granted());
    List<String> holding = holdingUs(seen);
    return parts.keySet().equals(Set.copyOf(holding))
        && parts.entrySet().stream()
            .allMatch(
                p ->
                    watched(p.getKey()).holds(holder, p.getValue())
                        && p.getValue().cover(watched(p.getKey()).held(holder.key())));
  }

  private List<String> holdingUs(Accounts.Seen seen) {
    String key = Holder.department(seen.department(), seen.uid()).key();
    return informers.of(Department.class).list().stream()
        .filter(d -> allocates(d, key))
        .map(d -> d.getMetadata().getName())
        .toList();
  }

  private Account watched(String department) {
    Department watched = informers.of(Department.class).get(department);
    return watched == null ? null : Account.of(watched.getStatus());
  }
}
