package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Collection;
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
    Account old = Account.of(before.getStatus());
    Account now = Account.of(after.getStatus());
    return !old.granted().resources().equals(now.granted().resources())
        || !old.opening().equals(now.opening());
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
    if (before.getStatus() == null
        || after.getStatus() == null
        || Objects.equals(before.getStatus().budget(), after.getStatus().budget())) {
      return false;
    }
    Account old = Account.of(before.getStatus());
    Account now = Account.of(after.getStatus());
    return !now.free().beyond(old.free()).isEmpty()
        || !old.opening().equals(now.opening())
        || !old.granted().resources().equals(now.granted().resources());
  }

  @Override
  public Set<Department> getSecondaryResources(P primary) {
    return Set.of();
  }
}
