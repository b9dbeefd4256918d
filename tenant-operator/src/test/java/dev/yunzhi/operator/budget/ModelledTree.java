package dev.yunzhi.operator.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Departments and tenants in memory. Between any two steps of a writer another may act, and any
 * step may be its last. After every write the rules are checked.
 */
final class ModelledTree implements Accounts, Grants.Subtree {

  static final String[] RESOURCES = {"requests.cpu", "pods"};

  /** The writer's program was killed. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super(null, null, false, false);
    }
  }

  static final class Tenant {
    final String name;
    final String uid;
    String department;
    Amounts wanted;
    Amounts real = Amounts.NONE;
    boolean deleted;

    Tenant(String name, String uid, String department, Amounts wanted) {
      this.name = name;
      this.uid = uid;
      this.department = department;
      this.wanted = wanted;
    }

    Holder holder() {
      return Holder.tenant(name, uid);
    }

    Amounts charge() {
      Amounts both = wanted.larger(real).only(wanted.resources());
      return real.isEmpty() ? both : both.only(real.resources());
    }
  }

  private final Map<String, String> parents = new LinkedHashMap<>();
  private final Map<String, Amounts> wanted = new LinkedHashMap<>();
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Map<String, Long> generations = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  final Map<String, Tenant> tenants = new TreeMap<>();
  final Random random;
  boolean atRest;
  private Standing old;
  Runnable between = () -> {};
  int writes;

  ModelledTree(Random random) {
    this.random = random;
  }

  static Amounts amounts(Map<String, Integer> numbers) {
    var quantities = new TreeMap<String, Quantity>();
    numbers.forEach((r, n) -> quantities.put(r, new Quantity(n.toString())));
    return Amounts.of(quantities);
  }

  void add(String department, String parent) {
    parents.put(department, parent);
    wanted.put(department, Amounts.NONE);
    versions.put(department, 0L);
    generations.put(department, 0L);
    accounts.put(department, Account.EMPTY);
  }

  void want(String department, Amounts budget) {
    wanted.put(department, budget);
    versions.merge(department, 1L, Long::sum);
    generations.merge(department, 1L, Long::sum);
  }

  List<String> departments() {
    return List.copyOf(parents.keySet());
  }

  /** Itself first, the root last. */
  List<String> path(String department) {
    var path = new ArrayList<String>();
    for (String at = department; at != null; at = parents.get(at)) {
      path.add(at);
    }
    return path;
  }

  Account account(String department) {
    return accounts.get(department);
  }

  Amounts wanted(String department) {
    return wanted.get(department);
  }

  @Override
  public Seen read(String department) {
    between.run();
    return new Seen(
        department,
        versions.get(department).toString(),
        generations.get(department),
        "uid-" + department,
        wanted.get(department),
        accounts.get(department));
  }

  @Override
  public boolean swap(Seen seen, Account next) {
    between.run();
    if (!versions.get(seen.department()).toString().equals(seen.version())) {
      return false;
    }
    accounts.put(seen.department(), next);
    versions.merge(seen.department(), 1L, Long::sum);
    writes++;
    check();
    return true;
  }

  /** Sometimes an old one. */
  @Override
  public Standing watched(String department, Set<String> resources) {
    Standing now = standing(department, resources);
    Standing answer = !atRest && old != null && random.nextInt(4) == 0 ? old : now;
    old = now;
    return answer;
  }

  @Override
  public Standing live(String department, Set<String> resources) {
    between.run();
    return standing(department, resources);
  }

  private Standing standing(String department, Set<String> resources) {
    return Standing.below(
        department,
        resources,
        parents.keySet().stream()
            .map(
                d ->
                    new Standing.Node(
                        d, parents.get(d), "uid-" + d, wanted.get(d), accounts.get(d)))
            .toList(),
        tenants.values().stream()
            .map(t -> new Standing.Charge(t.holder(), t.department, t.charge()))
            .toList());
  }

  /** What the tenant's quotas are set to. */
  void set(Tenant tenant, Amounts real) {
    between.run();
    tenant.real = real;
    writes++;
    check();
  }

  /** A reform puts a department below another. */
  void move(String department, String parent) {
    between.run();
    parents.put(department, parent);
    versions.merge(department, 1L, Long::sum);
    generations.merge(department, 1L, Long::sum);
    writes++;
    check();
  }

  /** A reform gives a tenant to another department. */
  void move(Tenant tenant, String department) {
    between.run();
    tenant.department = department;
    writes++;
    check();
  }

  String parent(String department) {
    return parents.get(department);
  }

  /** The rules that hold at every instant. */
  void check() {
    for (String department : parents.keySet()) {
      Account account = accounts.get(department);
      require(
          account.granted().cover(account.allocated().only(account.granted().resources())),
          () -> department + " has allocated more than it was granted");
      require(
          account.granted().resources().containsAll(account.allocated().resources()),
          () -> department + " has allocated what it was not granted");
      for (String resource : account.granted().resources()) {
        Amounts below = Amounts.NONE;
        Amounts direct = Amounts.NONE;
        for (Tenant tenant : tenants.values()) {
          List<String> path = path(tenant.department);
          if (path.contains(department)) {
            require(
                tenant.real.isEmpty() || tenant.real.has(resource),
                () -> tenant.name + " has no bound of " + resource + " below " + department);
            below = below.plus(tenant.real);
            if (department.equals(payer(path, resource))) {
              direct = direct.plus(tenant.real);
            }
          }
        }
        for (String child : parents.keySet()) {
          List<String> above = path(child).subList(1, path(child).size());
          if (accounts.get(child).granted().has(resource)
              && department.equals(payer(above, resource))) {
            direct = direct.plus(accounts.get(child).granted());
          }
        }
        require(
            account.granted().value(resource).compareTo(below.value(resource)) >= 0,
            () -> department + " is overshot in " + resource + " by the tenants below");
        require(
            account.granted().value(resource).compareTo(direct.value(resource)) >= 0,
            () -> department + " is overshot in " + resource + " by tenants and budgets");
      }
    }
  }

  private String payer(List<String> path, String resource) {
    return path.stream()
        .filter(d -> accounts.get(d).granted().has(resource))
        .findFirst()
        .orElse(null);
  }

  private void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get() + "\n" + this);
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String d : parents.keySet()) {
      text.append(d)
          .append(" below ")
          .append(parents.get(d))
          .append(" wants ")
          .append(wanted.get(d))
          .append(" has ")
          .append(accounts.get(d))
          .append('\n');
    }
    for (Tenant t : tenants.values()) {
      text.append(
          "%s of %s wants %s has %s%s\n"
              .formatted(t.name, t.department, t.wanted, t.real, t.deleted ? " deleted" : ""));
    }
    return text.toString();
  }
}
