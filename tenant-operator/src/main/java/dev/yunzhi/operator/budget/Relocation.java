package dev.yunzhi.operator.budget;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the charges of what moves in the tree to those who will pay for it: reserves there before
 * it moves, and gives back where it came from once it has. Each half may be called again after a
 * crash. Thread-safe; nothing else moves the same objects meanwhile.
 */
public final class Relocation {

  private final Accounts accounts;
  private final Reservations reservations;

  public Relocation(Accounts accounts) {
    this.accounts = accounts;
    this.reservations = new Reservations(accounts);
  }

  /** What stands below a department of some resources, its own budgets not looked at. */
  public interface Below {
    Standing of(String department, Set<String> resources);
  }

  /**
   * Whose charges move with a department: its own for what it has a budget of, and of the rest
   * those of the topmost holders below it.
   *
   * @param from path above it before, the nearest first
   * @param to path above it after
   * @return empty when nobody on either path has a budget
   * @throws BudgetRefused when something below has no bound of what it will be charged for
   */
  public Map<Holder, Amounts> ofDepartment(
      String department, Below below, List<String> from, List<String> to) throws BudgetRefused {
    var holders = new LinkedHashMap<Holder, Amounts>();
    Accounts.Seen seen = accounts.read(department);
    Set<String> paid = paid(from, to);
    if (seen == null || paid.isEmpty()) {
      return holders;
    }
    Amounts own = seen.account().granted().only(paid);
    if (!own.isEmpty()) {
      holders.put(Holder.department(department, seen.uid()), own);
    }
    paid.removeAll(own.resources());
    Standing standing = below.of(department, paid);
    if (!standing.unbounded().isEmpty()) {
      var first = standing.unbounded().entrySet().iterator().next();
      throw BudgetRefused.unbounded(first.getKey(), first.getValue());
    }
    standing.holders().forEach((holder, amounts) -> holders.put(holder, charged(holder, amounts)));
    return holders;
  }

  /** A department below is charged for what it was granted, not for what it may yet ask for. */
  private Amounts charged(Holder holder, Amounts amounts) {
    Accounts.Seen seen = holder.isTenant() ? null : accounts.read(holder.name());
    return seen == null ? amounts : seen.account().granted().only(amounts.resources());
  }

  /**
   * What moves with a tenant: itself.
   *
   * @throws BudgetRefused when it has no bound of what it will be charged for
   */
  public Map<Holder, Amounts> ofTenant(Standing.Charge tenant, List<String> to)
      throws BudgetRefused {
    reservations.payers(to).requireBounded(tenant.amounts());
    return Map.of(tenant.holder(), tenant.amounts());
  }

  private Set<String> paid(List<String> from, List<String> to) {
    var paid = new TreeSet<>(reservations.payers(from).budgeted().keySet());
    paid.addAll(reservations.payers(to).budgeted().keySet());
    return paid;
  }

  /**
   * Returns once all of them are charged to those who will pay.
   *
   * @throws BudgetRefused when they do not fit; all is given back then
   */
  public void reserve(Map<Holder, Amounts> holders, List<String> from, List<String> to)
      throws BudgetRefused {
    try {
      for (var holder : holders.entrySet()) {
        reservations.carry(holder.getKey(), holder.getValue(), to);
      }
    } catch (BudgetRefused refused) {
      settle(holders, to, from);
      throw refused;
    }
  }

  /** Gives back what nobody on the way up pays any more; to be called when all has moved. */
  public void settle(Map<Holder, Amounts> holders, List<String> from, List<String> to) {
    holders.forEach((holder, amounts) -> reservations.settle(holder, amounts, to, union(from, to)));
  }

  private static Collection<String> union(List<String> from, List<String> to) {
    var both = new LinkedHashSet<>(from);
    both.addAll(to);
    return both;
  }
}
