package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.cluster.ServerSideApply;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import java.net.HttpURLConnection;

/**
 * Accounts in the status of the Departments. A write names the resourceVersion that was read, so
 * that the API server refuses it when anybody came between. Thread-safe.
 */
final class DepartmentAccounts implements Accounts {

  private static final PatchContext APPLY = ServerSideApply.by(Yunzhi.BUDGET_FIELD_MANAGER).build();

  private final KubernetesClient client;

  DepartmentAccounts(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Seen read(String department) {
    Department read = client.resources(Department.class).withName(department).get();
    return read == null ? null : seen(read);
  }

  static Seen seen(Department department) {
    var meta = department.getMetadata();
    return new Seen(
        meta.getName(),
        meta.getResourceVersion(),
        meta.getGeneration(),
        meta.getUid(),
        Amounts.of(department.getSpec().budget()),
        Account.of(department.getStatus()));
  }

  @Override
  public boolean swap(Seen seen, Account next) {
    var department = new Department();
    department.setMetadata(
        new ObjectMetaBuilder()
            .withName(seen.department())
            .withResourceVersion(seen.version())
            .build());
    department.setStatus(next.status());
    try {
      client.resource(department).subresource("status").patch(APPLY, department);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
