package dev.yunzhi.operator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.operator.budget.ModelledTree.Crash;
import dev.yunzhi.operator.budget.ModelledTree.Tenant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/**
 * Histories of a random tree: budgets are wished, raised and lowered, tenants made, changed and
 * deleted, both moved to other departments, by several writers that come between each other's
 * steps, read old state, and die at any step. The rules are checked after every single write; in
 * the end nothing is lost or charged twice.
 */
class BudgetTreePropertyTest {

  private static final int STEPS = 8;
  private static final int NESTED = 3;

  private ModelledTree tree;
  private Random random;
  private Reservations reservations;
  private Grants grants;
  private Relocation relocation;
  private boolean moving;
  private final Set<String> busy = new HashSet<>();

  @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
  void noWriteBreaksARuleAndNothingIsLost(@ForAll @LongRange(min = 0) long seed) {
    random = new Random(seed);
    tree = new ModelledTree(random);
    reservations = new Reservations(tree);
    grants = new Grants(tree, tree);
    relocation = new Relocation(tree);
    moving = false;
    busy.clear();
    plant();
    tree.between = this::comeBetween;
    for (int i = 0; i < STEPS; i++) {
      act();
    }
    settle();
    requireExactness();
  }

  private void plant() {
    int departments = 2 + random.nextInt(3);
    for (int i = 0; i < departments; i++) {
      tree.add("d" + i, i == 0 ? null : "d" + random.nextInt(i));
    }
  }

  private int nesting;
  private int born;

  /** Between two steps: nothing mostly, else another writer, or the end of this one. */
  private void comeBetween() {
    int chance = random.nextInt(24);
    if (chance == 0 && nesting > 0) {
      throw new Crash();
    }
    if (chance < 4 && nesting < NESTED) {
      act();
    }
  }

  private void act() {
    nesting++;
    try {
      switch (random.nextInt(8)) {
        case 0 -> tree.want(department(), budget());
        case 1, 2 -> settle(department());
        case 3 -> change();
        case 4 -> moveDepartment();
        case 5 -> moveTenant();
        default -> reconcile(tenant());
      }
    } catch (Crash crash) {
      // Whoever comes next goes on from what is written.
    } finally {
      nesting--;
    }
  }

  private String department() {
    List<String> all = tree.departments();
    return all.get(random.nextInt(all.size()));
  }

  private Amounts budget() {
    var budget = new TreeMap<String, Integer>();
    for (String resource : ModelledTree.RESOURCES) {
      if (random.nextInt(3) > 0) {
        budget.put(resource, random.nextInt(12));
      }
    }
    return ModelledTree.amounts(budget);
  }

  private Amounts quota() {
    var quota = new TreeMap<String, Integer>();
    for (String resource : ModelledTree.RESOURCES) {
      if (random.nextInt(8) > 0) {
        quota.put(resource, random.nextInt(6));
      }
    }
    return ModelledTree.amounts(quota);
  }

  /** A person makes, changes or deletes a tenant. */
  private void change() {
    String name = "t" + random.nextInt(4);
    Tenant there = tree.tenants.get(name);
    if (there == null) {
      tree.tenants.put(name, new Tenant(name, "uid-" + born++, department(), quota()));
    } else if (there.deleted) {
      return;
    } else if (random.nextInt(4) == 0) {
      there.deleted = true;
    } else if (!busy.contains(name)) {
      there.wanted = quota();
    }
  }

  private Tenant tenant() {
    var all = List.copyOf(tree.tenants.values());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private void reconcile(Tenant tenant) {
    if (tenant == null || moving || !busy.add(tenant.name)) {
      return;
    }
    try {
      List<String> path = tree.path(tenant.department);
      if (tenant.deleted) {
        tree.set(tenant, Amounts.NONE);
        reservations.settle(tenant.holder(), Amounts.NONE, List.of(), tree.departments());
        tree.tenants.remove(tenant.name);
        return;
      }
      Amounts wanted = tenant.wanted;
      reservations.reserve(tenant.holder(), wanted, path);
      tree.set(tenant, wanted);
      reservations.settle(
          tenant.holder(), tenant.wanted.larger(tenant.real), path, tree.departments());
    } catch (BudgetRefused refused) {
      // It waits, with what it has.
      reservations.settle(
          tenant.holder(), tenant.real, tree.path(tenant.department), tree.departments());
    } finally {
      busy.remove(tenant.name);
    }
  }

  /** A reform moves a department; nobody charges meanwhile, but people go on wishing. */
  private void moveDepartment() {
    String department = department();
    String parent = department();
    String now = tree.parent(department);
    if (now == null || parent.equals(now) || tree.path(parent).contains(department)) {
      return;
    }
    List<String> from = tree.path(now);
    List<String> to = tree.path(parent);
    move(
        () -> relocation.ofDepartment(department, tree::live, from, to),
        () -> tree.move(department, parent),
        from,
        to);
  }

  private void moveTenant() {
    Tenant tenant = tenant();
    String department = department();
    if (tenant == null || tenant.department.equals(department)) {
      return;
    }
    List<String> from = tree.path(tenant.department);
    List<String> to = tree.path(department);
    move(
        () ->
            relocation.ofTenant(
                new Standing.Charge(tenant.holder(), tenant.department, tenant.charge()), to),
        () -> tree.move(tenant, department),
        from,
        to);
  }

  private interface Moving {
    Map<Holder, Amounts> holders() throws BudgetRefused;
  }

  private void move(Moving what, Runnable move, List<String> from, List<String> to) {
    if (moving || !busy.isEmpty()) {
      return;
    }
    moving = true;
    try {
      Map<Holder, Amounts> holders = what.holders();
      relocation.reserve(holders, from, to);
      move.run();
      relocation.settle(holders, from, to);
    } catch (BudgetRefused refused) {
      // It stays where it is.
    } finally {
      moving = false;
    }
  }

  private void settle(String department) {
    if (moving || !busy.add(department)) {
      return;
    }
    try {
      sweep(department);
      List<String> path = tree.path(department);
      grants.settle(department, path.subList(1, path.size()), tree.departments());
    } finally {
      busy.remove(department);
    }
  }

  /** Tenants that are gone, and with them all that they had. */
  private void sweep(String department) {
    Accounts.Seen seen = tree.read(department);
    seen.account().allocations().entrySet().stream()
        .map(e -> new Holder(e.getKey(), e.getValue().uid()))
        .filter(Holder::isTenant)
        .filter(h -> tree.tenants.get(h.name()) == null || !uidOf(h).equals(h.uid()))
        .findFirst()
        .ifPresent(h -> tree.swap(seen, seen.account().trim(h, Amounts.NONE)));
  }

  private String uidOf(Holder holder) {
    return tree.tenants.get(holder.name()).uid;
  }

  /** Nobody comes between any more; everybody is looked at until nothing changes. */
  private void settle() {
    tree.between = () -> {};
    tree.atRest = true;
    for (int round = 0; ; round++) {
      int before = tree.writes;
      List.copyOf(tree.tenants.values()).forEach(this::reconcileAtRest);
      tree.departments().forEach(this::settle);
      if (tree.writes == before) {
        return;
      }
      assertThat(round).as("it comes to rest\n" + tree).isLessThan(20);
    }
  }

  private void reconcileAtRest(Tenant tenant) {
    if (tenant.deleted || !tenant.real.equals(tenant.wanted)) {
      reconcile(tenant);
    } else {
      reservations.settle(
          tenant.holder(), tenant.real, tree.path(tenant.department), tree.departments());
    }
  }

  private void requireExactness() {
    for (String department : tree.departments()) {
      Account account = tree.account(department);
      account
          .allocations()
          .forEach(
              (key, share) ->
                  assertThat(something(share.amounts()))
                      .as("%s holds at %s what it has\n%s", key, department, tree)
                      .isEqualTo(something(has(new Holder(key, share.uid()), department))));
      for (String resource : account.granted().resources()) {
        boolean wanted = tree.wanted(department).has(resource);
        assertThat(wanted || account.allocated().value(resource).signum() > 0)
            .as("%s keeps no budget that nobody needs\n%s", department, tree)
            .isTrue();
      }
    }
    for (Tenant tenant : tree.tenants.values()) {
      Payers.along(tree.path(tenant.department), tree::account)
          .parts(tenant.real)
          .forEach(
              (payer, part) ->
                  assertThat(something(tree.account(payer).held(tenant.holder().key())))
                      .as("%s is charged at %s\n%s", tenant.name, payer, tree)
                      .isEqualTo(something(part)));
    }
  }

  /** To be charged for nothing of a resource is not to be charged. */
  private static Amounts something(Amounts amounts) {
    return amounts.beyond(amounts.minus(amounts));
  }

  /** What a holder has that this department pays for. */
  private Amounts has(Holder holder, String department) {
    boolean isTenant = holder.isTenant();
    Tenant tenant = tree.tenants.get(holder.name());
    List<String> path = tree.path(isTenant ? tenant.department : holder.name());
    Amounts all = isTenant ? tenant.real : tree.account(holder.name()).granted();
    return Payers.along(isTenant ? path : path.subList(1, path.size()), tree::account)
        .parts(all)
        .getOrDefault(department, Amounts.NONE);
  }
}
