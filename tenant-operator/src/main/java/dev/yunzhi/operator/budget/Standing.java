package dev.yunzhi.operator.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands below a department that is to get a budget for resources that it had none for: what
 * it has to take up into its account before the budget can hold.
 *
 * @param holders the topmost ones: tenants that no budget between pays for, and the departments
 *     that have one; with their amounts of those resources
 * @param unbounded by resource, tenants without a quota of it
 * @param opening by resource, departments below that are just getting a budget for it themselves
 */
public record Standing(
    Map<Holder, Amounts> holders,
    Map<String, List<String>> unbounded,
    Map<String, List<String>> opening) {

  /**
   * A department of the tree.
   *
   * @param parent null for a root
   */
  public record Node(String name, String parent, String uid, Amounts wanted, Account account) {}

  /**
   * A tenant, or what is left of one.
   *
   * @param amounts the larger of what it is to have and what it has; a resource of which it has no
   *     bound yet, or is to have none any more, is absent
   */
  public record Charge(Holder holder, String department, Amounts amounts) {}

  /** What stands below {@code department} of these resources. */
  public static Standing below(
      String department,
      Set<String> resources,
      Collection<Node> departments,
      Collection<Charge> tenants) {
    var byName = departments.stream().collect(Collectors.toMap(Node::name, Function.identity()));
    var standing = new Standing(new LinkedHashMap<>(), new TreeMap<>(), new TreeMap<>());
    for (String resource : resources) {
      for (Node node : departments) {
        if (!node.name().equals(department)
            && topmost(node.parent(), department, resource, byName)) {
          standing.add(node, resource);
        }
      }
      for (Charge tenant : tenants) {
        if (topmost(tenant.department(), department, resource, byName)) {
          standing.add(tenant, resource, departments);
        }
      }
    }
    return standing;
  }

  /** Whether the way up from {@code from} comes to {@code to} past no budget for the resource. */
  private static boolean topmost(
      String from, String to, String resource, Map<String, Node> byName) {
    String at = from;
    for (int steps = 0; at != null && steps <= byName.size(); steps++) {
      if (at.equals(to)) {
        return true;
      }
      Node node = byName.get(at);
      if (node == null || node.account().granted().has(resource)) {
        return false;
      }
      at = node.parent();
    }
    return false;
  }

  private void add(Node node, String resource) {
    if (node.account().opening().contains(resource)) {
      opening.computeIfAbsent(resource, r -> new ArrayList<>()).add(node.name());
    } else if (node.account().granted().has(resource)) {
      // It may be about to be raised to what it wants.
      hold(
          Holder.department(node.name(), node.uid()),
          node.account().granted().larger(node.wanted()).only(Set.of(resource)));
    }
  }

  private void add(Charge tenant, String resource, Collection<Node> departments) {
    if (!tenant.amounts().has(resource)) {
      unbounded.computeIfAbsent(resource, r -> new ArrayList<>()).add(tenant.holder().toString());
      return;
    }
    Amounts amounts = tenant.amounts();
    for (Node node : departments) {
      amounts = amounts.larger(node.account().held(tenant.holder().key()));
    }
    hold(tenant.holder(), amounts.only(Set.of(resource)));
  }

  private void hold(Holder holder, Amounts amounts) {
    holders.merge(holder, amounts, Amounts::larger);
  }

  /** Why the budget cannot hold for a resource; null when it can. */
  BudgetRefused obstacle(String resource, Amounts wanted) {
    if (unbounded.containsKey(resource)) {
      return BudgetRefused.unbounded(resource, unbounded.get(resource));
    }
    if (opening.containsKey(resource)) {
      return BudgetRefused.opening(Set.of(resource), opening.get(resource).get(0));
    }
    Amounts sum = holders.values().stream().reduce(Amounts.NONE, Amounts::plus);
    return sum.value(resource).compareTo(wanted.value(resource)) <= 0
        ? null
        : BudgetRefused.outgrown(
            resource,
            sum.text(resource),
            wanted.text(resource),
            holders.keySet().stream().map(Holder::toString).limit(5).toList());
  }
}
