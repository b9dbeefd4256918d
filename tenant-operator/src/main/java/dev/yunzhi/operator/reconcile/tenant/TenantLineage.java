package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.Reasons;
import io.fabric8.kubernetes.api.model.Condition;

/** Where in the department tree a tenant belongs. */
final class TenantLineage {

  /**
   * @throws Obstacle when its department is not there or not in order
   */
  static Lineage of(Tenant tenant, Informers informers) throws Obstacle {
    String name = tenant.getSpec().department();
    Department department = informers.of(Department.class).get(name);
    if (department == null) {
      throw new Obstacle(
          Reasons.DEPARTMENT_NOT_FOUND,
          "spec.department names %s, which does not exist; create that Department first."
              .formatted(name));
    }
    if (!ready(department)) {
      throw new Obstacle(
          Reasons.DEPARTMENT_NOT_READY,
          "Department %s is not Ready; see `kubectl describe department %s`."
              .formatted(name, name));
    }
    try {
      return Lineage.of(department, informers.of(Department.class)::get);
    } catch (Lineage.Broken broken) {
      throw new Obstacle(Reasons.DEPARTMENT_NOT_READY, broken.getMessage());
    }
  }

  /** Whatever its generation: the way to the root is looked at as it is now. */
  static boolean ready(Department department) {
    var status = department.getStatus();
    Condition ready =
        status == null ? null : Conditions.of(status.conditions(), TenantRecord.READY);
    return ready != null && "True".equals(ready.getStatus());
  }

  private TenantLineage() {}
}
