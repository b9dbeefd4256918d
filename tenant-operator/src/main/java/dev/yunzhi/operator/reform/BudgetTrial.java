package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.budget.Grants;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Relocation;
import dev.yunzhi.operator.budget.Standing;
import dev.yunzhi.operator.budget.Standing.Charge;
import dev.yunzhi.operator.budget.Standing.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the steps on a copy of the books, by the very rules that charge in earnest, and tells which
 * of them a budget refuses. Not thread-safe.
 */
final class BudgetTrial implements Accounts, Grants.Subtree {

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Charge> charges = new HashMap<>();
  private final Relocation relocation = new Relocation(this);
  private final Grants grants = new Grants(this, this);

  BudgetTrial(Collection<Node> nodes, Collection<Charge> charges) {
    nodes.forEach(node -> this.nodes.put(node.name(), node));
    charges.forEach(charge -> this.charges.put(charge.holder().key(), charge));
  }

  void take(ReformStep step, List<String> obstacles) {
    try {
      switch (step.change()) {
        case SET_BUDGET -> set(step, obstacles);
        case MOVE_DEPARTMENT -> moveDepartment(step);
        case MOVE_TENANT -> moveTenant(step);
        default -> {
          // Nothing else is charged for.
        }
      }
    } catch (BudgetRefused refused) {
      obstacles.add("%s: %s".formatted(step.name(), refused.getMessage()));
    }
  }

  private void set(ReformStep step, List<String> obstacles) {
    nodes.computeIfPresent(
        step.name(),
        (name, n) -> new Node(name, n.parent(), n.uid(), Amounts.of(step.after()), n.account()));
    var path = path(step.name());
    String key = Holder.department(step.name(), null).key();
    var holding =
        nodes.values().stream()
            .filter(n -> n.account().allocations().containsKey(key))
            .map(Node::name)
            .toList();
    grants
        .settle(step.name(), path.subList(1, path.size()), holding)
        .refused()
        .values()
        .forEach(refused -> obstacles.add("%s: %s".formatted(step.name(), refused.getMessage())));
  }

  private void moveDepartment(ReformStep step) throws BudgetRefused {
    var from = path(step.from());
    var to = path(step.to());
    var holders =
        relocation.ofDepartment(
            step.name(), (department, resources) -> live(department, resources), from, to);
    relocation.reserve(holders, from, to);
    nodes.computeIfPresent(
        step.name(), (name, n) -> new Node(name, step.to(), n.uid(), n.wanted(), n.account()));
    relocation.settle(holders, from, to);
  }

  private void moveTenant(ReformStep step) throws BudgetRefused {
    String key = Holder.tenant(step.name(), null).key();
    Charge charge = charges.get(key);
    if (charge == null) {
      return;
    }
    var from = path(step.from());
    var to = path(step.to());
    var holders = relocation.ofTenant(charge, to);
    relocation.reserve(holders, from, to);
    charges.put(key, new Charge(charge.holder(), step.to(), charge.amounts()));
    relocation.settle(holders, from, to);
  }

  /** The department first, the root last; the trial of the tree has refused rings before. */
  private List<String> path(String department) {
    var path = new ArrayList<String>();
    for (Node at = nodes.get(department);
        at != null && !path.contains(at.name());
        at = at.parent() == null ? null : nodes.get(at.parent())) {
      path.add(at.name());
    }
    return path;
  }

  @Override
  public Seen read(String department) {
    Node node = nodes.get(department);
    return node == null
        ? null
        : new Seen(department, "", 0, node.uid(), node.wanted(), node.account());
  }

  @Override
  public boolean swap(Seen seen, Account next) {
    nodes.computeIfPresent(
        seen.department(), (name, n) -> new Node(name, n.parent(), n.uid(), n.wanted(), next));
    return true;
  }

  @Override
  public Standing watched(String department, Set<String> resources) {
    return live(department, resources);
  }

  @Override
  public Standing live(String department, Set<String> resources) {
    return Standing.below(department, resources, nodes.values(), charges.values());
  }
}
