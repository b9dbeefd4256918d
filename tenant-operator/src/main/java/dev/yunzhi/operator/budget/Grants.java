package dev.yunzhi.operator.budget;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the budget that is in force for a department to the one in its spec. Raising reserves at
 * the payer above first and grants then; lowering lowers first and gives back then. A resource that
 * had no budget is opened first: nothing more of it is handed out below until what stands there is
 * counted and taken up. Each step can be the last one before a crash; the next call goes on.
 * Thread-safe; of one department only one caller at a time may settle.
 */
public final class Grants {

  private final Accounts accounts;
  private final Subtree subtree;
  private final Reservations reservations;

  /** What stands below a department, of some resources. */
  public interface Subtree {

    /** As a watch shows it: may be old. */
    Standing watched(String department, Set<String> resources);

    /** As the API server has it now. */
    Standing live(String department, Set<String> resources);
  }

  /**
   * How far it came.
   *
   * @param account of the department
   * @param refused by resource, why it is not granted as wanted; empty when nothing is missing
   */
  public record Outcome(Account account, Map<String, BudgetRefused> refused) {}

  public Grants(Accounts accounts, Subtree subtree) {
    this.accounts = accounts;
    this.subtree = subtree;
    this.reservations = new Reservations(accounts);
  }

  /**
   * Does what can be done now.
   *
   * @param ancestors the nearest first
   * @param holding departments that may have this one in their allocations
   */
  public Outcome settle(String department, List<String> ancestors, Collection<String> holding) {
    Accounts.Seen first = accounts.read(department);
    if (first == null) {
      return new Outcome(Account.EMPTY, Map.of());
    }
    accounts.change(department, account -> account.lower(first.wanted()));
    Map<String, BudgetRefused> refused = raise(department, ancestors);
    Accounts.Seen last = accounts.read(department);
    if (last == null) {
      return new Outcome(Account.EMPTY, refused);
    }
    Holder holder = Holder.department(department, last.uid());
    reservations.settle(holder, last.account().granted(), ancestors, holding);
    return new Outcome(last.account(), refused);
  }

  private Map<String, BudgetRefused> raise(String department, List<String> ancestors) {
    while (true) {
      var refused = new TreeMap<String, BudgetRefused>();
      Accounts.Seen seen = accounts.read(department);
      if (seen == null) {
        return refused;
      }
      Set<String> fresh = fresh(seen, ancestors, refused);
      if (!seen.account().opening().equals(fresh)) {
        accounts.swap(seen, reopened(seen.account(), fresh));
        continue;
      }
      Standing standing = fresh.isEmpty() ? null : subtree.live(department, fresh);
      Amounts rising = rising(seen, fresh).larger(uncarried(seen, ancestors));
      if (standing != null) {
        rising = rising.without(obstacles(standing, rising.only(fresh), refused));
      }
      Payers payers = reservations.payers(ancestors);
      rising = rising.without(openingAbove(payers, rising, refused));
      Holder holder = Holder.department(department, seen.uid());
      rising = rising.without(reserve(holder, payers.parts(rising), ancestors, refused));
      if (!payers.equals(reservations.payers(ancestors))) {
        continue;
      }
      if (granted(seen, standing, rising, refused)) {
        return refused;
      }
    }
  }

  /**
   * Resources to be granted for the first time that nothing seems to stand against: what cannot be
   * granted is not opened, or it would be opened and closed for ever.
   */
  private Set<String> fresh(
      Accounts.Seen seen, List<String> ancestors, Map<String, BudgetRefused> refused) {
    var fresh = new TreeSet<>(seen.wanted().resources());
    fresh.removeAll(seen.account().granted().resources());
    var unopened = new TreeSet<>(fresh);
    unopened.removeAll(seen.account().opening());
    if (!unopened.isEmpty()) {
      Amounts wanted = seen.wanted().only(unopened);
      Holder holder = Holder.department(seen.department(), seen.uid());
      fresh.removeAll(obstacles(subtree.watched(seen.department(), unopened), wanted, refused));
      Payers payers = reservations.payers(ancestors);
      fresh.removeAll(openingAbove(payers, wanted, refused));
      payers
          .parts(wanted)
          .forEach(
              (payer, part) -> {
                Accounts.Seen above = accounts.read(payer);
                if (above != null) {
                  var excess = excess(holder, part, payer, above.account(), ancestors);
                  refused.putAll(excess);
                  fresh.removeAll(excess.keySet());
                }
              });
    }
    return fresh;
  }

  /** By resource, why a part does not fit. */
  private static Map<String, BudgetRefused> excess(
      Holder holder, Amounts part, String payer, Account account, List<String> path) {
    var excess = new TreeMap<String, BudgetRefused>();
    Amounts beyond = account.excess(holder, part);
    for (String resource : beyond.resources()) {
      Amounts one = beyond.only(Set.of(resource));
      excess.put(resource, BudgetRefused.exceeded(holder, one, payer, account, path));
    }
    return excess;
  }

  private static Account reopened(Account account, Set<String> fresh) {
    return account.close(account.opening()).open(fresh);
  }

  private static Amounts rising(Accounts.Seen seen, Set<String> fresh) {
    Amounts granted = seen.account().granted();
    var rising = new TreeSet<>(fresh);
    rising.addAll(seen.wanted().only(granted.resources()).beyond(granted).resources());
    return seen.wanted().only(rising);
  }

  /** What is in force and not charged to those who pay: the department came from elsewhere. */
  private Amounts uncarried(Accounts.Seen seen, List<String> ancestors) {
    Holder holder = Holder.department(seen.department(), seen.uid());
    Amounts uncarried = Amounts.NONE;
    for (var part : reservations.payers(ancestors).parts(seen.account().granted()).entrySet()) {
      Accounts.Seen payer = accounts.read(part.getKey());
      if (payer != null) {
        var missing = part.getValue().beyond(payer.account().held(holder.key())).resources();
        uncarried = uncarried.larger(part.getValue().only(missing));
      }
    }
    return uncarried;
  }

  private static Set<String> obstacles(
      Standing standing, Amounts wanted, Map<String, BudgetRefused> refused) {
    var obstructed = new TreeSet<String>();
    for (String resource : wanted.resources()) {
      BudgetRefused obstacle = standing.obstacle(resource, wanted);
      if (obstacle != null) {
        refused.put(resource, obstacle);
        obstructed.add(resource);
      }
    }
    return obstructed;
  }

  private static Set<String> openingAbove(
      Payers payers, Amounts rising, Map<String, BudgetRefused> refused) {
    var opening = new TreeMap<>(payers.opening());
    opening.keySet().retainAll(rising.resources());
    opening.forEach((r, above) -> refused.put(r, BudgetRefused.opening(Set.of(r), above)));
    return opening.keySet();
  }

  /**
   * Reserves of each part what fits.
   *
   * @return resources that do not
   */
  private Set<String> reserve(
      Holder holder,
      Map<String, Amounts> parts,
      List<String> ancestors,
      Map<String, BudgetRefused> refused) {
    var missing = new TreeSet<String>();
    parts.forEach(
        (payer, part) -> {
          var excess = new TreeMap<String, BudgetRefused>();
          accounts.change(
              payer,
              account -> {
                excess.clear();
                excess.putAll(excess(holder, part, payer, account, ancestors));
                return account.reserve(holder, part.without(excess.keySet()));
              });
          refused.putAll(excess);
          missing.addAll(excess.keySet());
        });
    return missing;
  }

  /**
   * Writes the grant; reservations that come between are no reason to begin again, as long as the
   * spec is the one that was looked at: who counts this department meanwhile counts what it wants.
   *
   * @return false when all has to be looked at again
   */
  private boolean granted(
      Accounts.Seen looked, Standing standing, Amounts rising, Map<String, BudgetRefused> refused) {
    var waiting = new TreeSet<>(looked.account().opening());
    waiting.removeIf(r -> !refused.containsKey(r) || waitsForThoseBelow(standing, r));
    Accounts.Seen seen = looked;
    while (seen != null
        && seen.generation() == looked.generation()
        && seen.account().granted().equals(looked.account().granted())
        && seen.account().opening().equals(looked.account().opening())) {
      Account next = seen.account().close(waiting);
      if (standing != null) {
        var adopted = new LinkedHashMap<Holder, Amounts>();
        standing
            .holders()
            .forEach((holder, amounts) -> adopted.put(holder, amounts.only(rising.resources())));
        adopted.values().removeIf(Amounts::isEmpty);
        next = next.adopt(adopted);
      }
      next = next.grant(rising);
      if (next.equals(seen.account()) || accounts.swap(seen, next)) {
        return true;
      }
      seen = accounts.read(looked.department());
    }
    return false;
  }

  private static boolean waitsForThoseBelow(Standing standing, String resource) {
    return standing != null && standing.opening().containsKey(resource);
  }
}
