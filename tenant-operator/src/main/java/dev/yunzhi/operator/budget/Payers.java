package dev.yunzhi.operator.budget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who pays for what: each resource is paid by the nearest department that was granted a budget for
 * it.
 *
 * @param budgeted by resource, the department that pays
 * @param opening resources for which a nearer department is just getting a budget, by department
 */
public record Payers(Map<String, String> budgeted, Map<String, String> opening) {

  /**
   * Looks along a path.
   *
   * @param path names of departments, the nearest first
   * @param accounts null for a department that is not there
   */
  public static Payers along(List<String> path, Function<String, Account> accounts) {
    var budgeted = new TreeMap<String, String>();
    var opening = new TreeMap<String, String>();
    for (String department : path) {
      Account account = accounts.apply(department);
      if (account == null) {
        continue;
      }
      for (String resource : account.opening()) {
        if (!budgeted.containsKey(resource)) {
          opening.putIfAbsent(resource, department);
        }
      }
      account.granted().resources().forEach(r -> budgeted.putIfAbsent(r, department));
    }
    return new Payers(budgeted, opening);
  }

  /** What each department pays of a claim; what nobody pays is left out. Root last. */
  public Map<String, Amounts> parts(Amounts claim) {
    var resources = new LinkedHashMap<String, Set<String>>();
    for (String resource : claim.resources()) {
      String payer = budgeted.get(resource);
      if (payer != null) {
        resources.computeIfAbsent(payer, p -> new TreeSet<>()).add(resource);
      }
    }
    var parts = new LinkedHashMap<String, Amounts>();
    resources.forEach((payer, names) -> parts.put(payer, claim.only(names)));
    return parts;
  }

  /**
   * Lets a claim pass that names every budgeted resource, while nothing on the way is opening.
   *
   * @throws BudgetRefused {@code UNNAMED} or {@code OPENING}
   */
  void requireBounded(Amounts claim) throws BudgetRefused {
    var unnamed = new TreeSet<>(budgeted.keySet());
    unnamed.removeAll(claim.resources());
    if (!unnamed.isEmpty()) {
      throw BudgetRefused.unnamed(unnamed, this);
    }
    requireOpened(opening.keySet());
  }

  /**
   * Lets pass while none of these resources is opening on the way.
   *
   * @throws BudgetRefused {@code OPENING}
   */
  void requireOpened(Set<String> resources) throws BudgetRefused {
    var met = new TreeMap<>(opening);
    met.keySet().retainAll(resources);
    if (!met.isEmpty()) {
      throw BudgetRefused.opening(met.keySet(), met.get(met.firstKey()));
    }
  }
}
