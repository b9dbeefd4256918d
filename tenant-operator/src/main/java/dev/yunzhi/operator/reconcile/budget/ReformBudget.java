package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.BudgetRefused;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.budget.Relocation;
import dev.yunzhi.operator.budget.Standing;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** The books, as reforms look at them and change them. Thread-safe. */
public final class ReformBudget {

  private final EstateSubtree estate;
  private final Accounts accounts;
  private final Relocation relocation;

  ReformBudget(Informers informers, KubernetesClient client, Clouds clouds, Accounts accounts) {
    this.estate = new EstateSubtree(client, informers, new TenantNamespaces(clouds));
    this.accounts = accounts;
    this.relocation = new Relocation(accounts);
  }

  /** Every department with its budget, as watched. */
  public List<Standing.Node> nodes() {
    return estate.nodes();
  }

  /** What every tenant is charged for, as watched. */
  public List<Standing.Charge> charges() {
    return estate.charges();
  }

  /** A move between two paths, each with the nearest department first. */
  public interface Move {
    /** Carries out what moves the object itself. */
    void carryOut();
  }

  /**
   * Moves a department: whoever pays for it after has all reserved before.
   *
   * @throws BudgetRefused when they have not enough left; nothing has moved then
   */
  public void moveDepartment(String name, List<String> from, List<String> to, Move move)
      throws BudgetRefused {
    move(relocation.ofDepartment(name, estate::live, from, to), from, to, move);
  }

  /** As {@link #moveDepartment}, of a tenant. */
  public void moveTenant(String name, List<String> from, List<String> to, Move move)
      throws BudgetRefused {
    Standing.Charge charge = estate.liveCharge(name);
    if (charge != null) {
      move(relocation.ofTenant(charge, to), from, to, move);
    }
  }

  private void move(Map<Holder, Amounts> holders, List<String> from, List<String> to, Move move)
      throws BudgetRefused {
    relocation.reserve(holders, from, to);
    move.carryOut();
    relocation.settle(holders, from, to);
  }

  /** Whether so much is in force as the department's budget. */
  public boolean granted(String department, Amounts wanted) {
    Accounts.Seen seen = accounts.read(department);
    return seen != null && seen.account().granted().cover(wanted);
  }
}
