package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Objects;
import java.util.Set;

/**
 * Wakes the departments that pay for something when it is deleted, and those whose budget waits for
 * the tenants below when one of them changes.
 */
public final class HolderChanges extends AbstractEventSource<HasMetadata, Department> {

  private final DepartmentBudget budget;

  public HolderChanges(Informers informers, DepartmentBudget budget) {
    super(HasMetadata.class, "HolderChanges");
    this.budget = budget;
    informers.of(Tenant.class).subscribe(new Changes<>());
    informers.of(Department.class).subscribe(new Changes<>());
    informers.of(Namespace.class).subscribe(new Changes<>());
  }

  private void wake(HasMetadata gone) {
    if (isRunning()) {
      budget.holding(holder(gone)).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /** A namespace may have been the last that its tenant left behind. */
  private static String holder(HasMetadata gone) {
    if (gone instanceof Namespace namespace) {
      return "Tenant/" + namespace.getMetadata().getLabels().get(Labels.TENANT);
    }
    return gone.getKind() + "/" + gone.getMetadata().getName();
  }

  @Override
  public Set<HasMetadata> getSecondaryResources(Department primary) {
    return Set.of();
  }

  private final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {}

    @Override
    public void onUpdate(T before, T after) {
      if (isRunning() && after instanceof Tenant tenant && !same((Tenant) before, tenant)) {
        budget.waiting().forEach(id -> getEventHandler().handleEvent(new Event(id)));
      }
    }

    private boolean same(Tenant before, Tenant after) {
      return Objects.equals(
              before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
          && Objects.equals(before.getStatus(), after.getStatus());
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      wake(object);
    }
  }
}
