package dev.yunzhi.operator.budget;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Charges holders to the departments that pay for them: before anything is made or raised, and back
 * only when it is lowered or gone. Whatever happens between two writes, a holder is charged for at
 * least what it has. Thread-safe; of one holder only one caller at a time may reserve.
 */
public final class Reservations {

  private final Accounts accounts;

  public Reservations(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Returns once the whole claim of a tenant is charged to those who pay for it.
   *
   * @param claim all that the tenant may ever use
   * @param path departments from the tenant's own up to the root
   * @throws BudgetRefused when it does not fit; what had been reserved for it is given back
   */
  public void reserve(Holder tenant, Amounts claim, List<String> path) throws BudgetRefused {
    reserve(tenant, claim, path, payers -> payers.requireBounded(claim));
  }

  /**
   * As {@link #reserve}, for a holder that is paid on this path for these resources alone: others
   * are paid by departments nearer to it.
   */
  void carry(Holder holder, Amounts claim, List<String> path) throws BudgetRefused {
    reserve(holder, claim, path, payers -> payers.requireOpened(claim.resources()));
  }

  /** What has to be so of those who pay. */
  private interface Demand {
    void of(Payers payers) throws BudgetRefused;
  }

  private void reserve(Holder tenant, Amounts claim, List<String> path, Demand demand)
      throws BudgetRefused {
    while (true) {
      var seen = new TreeMap<String, Account>();
      Payers payers = Payers.along(path, remembering(seen));
      demand.of(payers);
      Map<String, Amounts> parts = payers.parts(claim);
      // What waits does not reserve and give back again and again.
      for (var part : parts.entrySet()) {
        requireRoom(tenant, part.getValue(), part.getKey(), seen.get(part.getKey()), path);
      }
      BudgetRefused refused = reserve(tenant, parts, path);
      // Who pays may have changed meanwhile; then all that was done is to be looked at again.
      if (parts.isEmpty() || payers(path).equals(payers)) {
        if (refused != null) {
          throw refused;
        }
        return;
      }
    }
  }

  private static void requireRoom(
      Holder holder, Amounts part, String payer, Account account, List<String> path)
      throws BudgetRefused {
    Amounts excess = account.excess(holder, part);
    if (!excess.isEmpty()) {
      throw BudgetRefused.exceeded(holder, excess, payer, account, path);
    }
  }

  /**
   * One payer after the other.
   *
   * @return null when all had enough
   */
  private BudgetRefused reserve(Holder tenant, Map<String, Amounts> parts, List<String> path) {
    var before = new LinkedHashMap<String, Amounts>();
    for (var part : parts.entrySet()) {
      String payer = part.getKey();
      var refused = new BudgetRefused[1];
      accounts.change(
          payer,
          account -> {
            Amounts excess = account.excess(tenant, part.getValue());
            refused[0] =
                excess.isEmpty()
                    ? null
                    : BudgetRefused.exceeded(tenant, excess, payer, account, path);
            before.put(payer, account.held(tenant.key()));
            return excess.isEmpty() ? account.reserve(tenant, part.getValue()) : account;
          });
      if (refused[0] != null) {
        before.forEach((p, amounts) -> accounts.change(p, a -> a.trim(tenant, amounts)));
        return refused[0];
      }
    }
    return null;
  }

  /**
   * Gives back what a holder does not have any more: at its payers down to its part, everywhere
   * else all. Does nothing while a payer does not carry its part yet.
   *
   * @param exact what it has, and what it may yet be raised to
   * @param path departments from the nearest that may pay up to the root
   * @param holding departments that may have the holder in their allocations
   */
  public void settle(Holder holder, Amounts exact, List<String> path, Collection<String> holding) {
    var seen = new TreeMap<String, Account>();
    Payers payers = Payers.along(path, remembering(seen));
    Map<String, Amounts> parts = payers.parts(exact);
    boolean carried =
        parts.entrySet().stream().allMatch(p -> seen.get(p.getKey()).holds(holder, p.getValue()));
    if (carried) {
      var departments = new TreeSet<>(holding);
      departments.addAll(parts.keySet());
      for (String department : departments) {
        Amounts part = parts.getOrDefault(department, Amounts.NONE);
        Account then = seen.get(department);
        // One that has come to pay meanwhile may have taken the holder up: the next time shows.
        accounts.change(
            department,
            now ->
                then == null || then.granted().resources().equals(now.granted().resources())
                    ? now.trim(holder, part)
                    : now);
      }
    }
  }

  Payers payers(List<String> path) {
    return Payers.along(path, remembering(new TreeMap<>()));
  }

  private Function<String, Account> remembering(Map<String, Account> seen) {
    return department -> {
      Accounts.Seen read = accounts.read(department);
      if (read != null) {
        seen.put(department, read.account());
      }
      return read == null ? null : read.account();
    };
  }
}
