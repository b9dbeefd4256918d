package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.budget.Holder;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;

/**
 * Takes holders out of an account that are gone with all that they had. Whoever comes to hold under
 * the same name writes its own uid first, so a compare-and-swap cannot take away what is held anew.
 */
final class Sweep {

  private final Informers informers;
  private final KubernetesClient client;
  private final TenantNamespaces namespaces;
  private final Accounts accounts;

  Sweep(
      Informers informers,
      KubernetesClient client,
      TenantNamespaces namespaces,
      Accounts accounts) {
    this.namespaces = namespaces;
    this.informers = informers;
    this.client = client;
    this.accounts = accounts;
  }

  void of(Department department) {
    String name = department.getMetadata().getName();
    Account.of(department.getStatus()).allocations().entrySet().stream()
        .map(e -> new Holder(e.getKey(), e.getValue().uid()))
        .filter(this::missesInWatches)
        .forEach(holder -> remove(name, holder));
  }

  private void remove(String department, Holder holder) {
    Accounts.Seen seen = accounts.read(department);
    if (seen != null && seen.account().holds(holder, Amounts.NONE) && gone(holder)) {
      // When somebody came between, the next reconciliation looks again.
      accounts.swap(seen, seen.account().trim(holder, Amounts.NONE));
    }
  }

  private boolean missesInWatches(Holder holder) {
    HasMetadata watched =
        holder.isTenant()
            ? informers.of(Tenant.class).get(holder.name())
            : informers.of(Department.class).get(holder.name());
    return !isSelf(watched, holder) && (!holder.isTenant() || !namespaces.isSeen(holder.name()));
  }

  private boolean gone(Holder holder) {
    return holder.isTenant()
        ? !isSelf(client.resources(Tenant.class).withName(holder.name()).get(), holder)
            && !isAskedFor(holder.name())
            && !namespaces.mayBeLeft(holder.name())
        : !isSelf(client.resources(Department.class).withName(holder.name()).get(), holder)
            && !hasTraces(holder.name());
  }

  private static boolean isSelf(HasMetadata object, Holder holder) {
    return object != null
        && (holder.uid() == null
            ? holder.isTenant()
            : Objects.equals(holder.uid(), object.getMetadata().getUid()));
  }

  /** A request that has reserved is about to make the Tenant. */
  private boolean isAskedFor(String tenant) {
    return informers.of(TenantRequest.class).by(Informers.BY_TENANT, tenant).stream()
        .anyMatch(
            r ->
                r.getStatus() != null
                    && Conditions.isTrue(
                        r.getStatus().conditions(),
                        ConditionType.REQUEST_WITHIN_BUDGET,
                        r.getMetadata().getGeneration()));
  }

  /** Whether anything of a department that is gone, or of one below it, is left. */
  private boolean hasTraces(String department) {
    boolean parent =
        client.resources(Department.class).list().getItems().stream()
            .anyMatch(d -> department.equals(d.getSpec().parent()));
    return parent
        || namespaces.incomplete()
        || namespaces.liveNamespaces().stream()
            .map(n -> n.getMetadata().getLabels())
            .filter(labels -> labels.containsKey(Labels.TENANT))
            .map(labels -> labels.get(Labels.DEPARTMENT))
            .anyMatch(d -> d != null && informers.of(Department.class).get(d) == null);
  }
}
