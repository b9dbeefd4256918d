package dev.yunzhi.operator.reconcile.tenant;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Obstacle;
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
          Reason.DEPARTMENT_NOT_FOUND,
          "spec.department names %s, which does not exist; create that Department first."
              .formatted(name));
    }
    if (!ready(department)) {
      throw new Obstacle(
          Reason.DEPARTMENT_NOT_READY,
          "Department %s is not Ready; see `kubectl describe department %s`."
              .formatted(name, name));
    }
    try {
      return Lineage.of(department, informers.of(Department.class)::get);
    } catch (Lineage.Broken broken) {
      throw new Obstacle(Reason.DEPARTMENT_NOT_READY, broken.getMessage());
    }
  }

  /**
   * Lets a tenant pass that is where it was last seen to be: what woke us may be older than a
   * reform that has moved it since.
   *
   * @throws Obstacle when it is elsewhere; the event that says so follows
   */
  static void requireCurrent(Tenant tenant, Informers informers) throws Obstacle {
    Tenant latest = informers.of(Tenant.class).get(tenant.getMetadata().getName());
    String department = tenant.getSpec().department();
    if (latest != null && !latest.getSpec().department().equals(department)) {
      throw new Obstacle(
          Reason.DEPARTMENT_NOT_READY,
          "A reform has just moved it from Department %s to Department %s; this goes on by itself."
              .formatted(department, latest.getSpec().department()));
    }
  }

  /** Whatever its generation: the way to the root is looked at as it is now. */
  static boolean ready(Department department) {
    var status = department.getStatus();
    Condition ready =
        status == null ? null : Conditions.of(status.conditions(), ConditionType.DEPARTMENT_READY);
    return ready != null && "True".equals(ready.getStatus());
  }

  private TenantLineage() {}
}
