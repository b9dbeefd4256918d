package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.BudgetStatus;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Wakes those that wait for a budget when a department comes to have more left.
 *
 * @param <P> the kind that waits
 */
public final class BudgetChanges<P extends HasMetadata> extends AbstractEventSource<Department, P>
    implements ResourceEventHandler<Department> {

  private static final BudgetStatus NONE = new BudgetStatus(Map.of(), Map.of(), null);

  private final Function<Department, Collection<ResourceID>> waiting;

  /**
   * @param waiting which objects wait for a budget that this department may give
   */
  public BudgetChanges(Informers informers, Function<Department, Collection<ResourceID>> waiting) {
    super(Department.class, "Budgets");
    this.waiting = waiting;
    informers.of(Department.class).subscribe(this);
  }

  /** Whether the department has come to pay for another resource, or pays for one no more. */
  public static boolean paysForOthers(Department before, Department after) {
    BudgetStatus old = budget(before);
    BudgetStatus now = budget(after);
    return !Amounts.of(old.granted()).resources().equals(Amounts.of(now.granted()).resources())
        || !Objects.equals(old.opening(), now.opening());
  }

  /** Allocations are many, and their sum stands in the budget: nothing here reads them. */
  private static BudgetStatus budget(Department department) {
    var status = department.getStatus();
    return status == null || status.budget() == null ? NONE : status.budget();
  }

  @Override
  public void onAdd(Department department) {}

  @Override
  public void onUpdate(Department before, Department after) {
    if (isRunning() && freed(before, after)) {
      waiting.apply(after).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  @Override
  public void onDelete(Department department, boolean unknown) {
    if (isRunning()) {
      waiting.apply(department).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  private static boolean freed(Department before, Department after) {
    return !budget(before).equals(budget(after))
        && (paysForOthers(before, after) || !free(after).beyond(free(before)).isEmpty());
  }

  private static Amounts free(Department department) {
    BudgetStatus budget = budget(department);
    return Amounts.of(budget.granted()).minus(Amounts.of(budget.allocated()));
  }

  @Override
  public Set<Department> getSecondaryResources(P primary) {
    return Set.of();
  }
}
