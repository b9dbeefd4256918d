package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Payers;
import dev.yunzhi.operator.cluster.Informers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts as the watch shows them: local, and maybe old. Enough to see that nothing is to be done;
 * what is done asks {@link DepartmentAccounts}. Thread-safe.
 */
final class WatchedAccounts {

  private final Informers informers;

  WatchedAccounts(Informers informers) {
    this.informers = informers;
  }

  /** Null when there is no such department. */
  Account of(String department) {
    Department watched = informers.of(Department.class).get(department);
    return watched == null ? null : Account.of(watched.getStatus());
  }

  /** Departments that have a holder of that key among their allocations, whatever its uid. */
  List<Department> holding(String key) {
    return informers.of(Department.class).by(Informers.BY_HOLDER, key);
  }

  /**
   * Whether a claim is charged to those who pay for it, to the last bit, and nowhere else.
   *
   * @param path of those who may pay, the nearest first
   * @param holding departments in whose allocations the holder is
   */
  boolean carryExactly(
      Holder holder, Amounts claim, List<String> path, Collection<String> holding) {
    var accounts = new HashMap<String, Account>();
    Map<String, Amounts> parts =
        Payers.along(path, department -> accounts.computeIfAbsent(department, this::of))
            .parts(claim);
    return parts.keySet().equals(Set.copyOf(holding))
        && parts.entrySet().stream()
            .allMatch(
                part -> {
                  Account account = accounts.get(part.getKey());
                  return account.holds(holder, part.getValue())
                      && part.getValue().cover(account.held(holder.key()));
                });
  }
}
