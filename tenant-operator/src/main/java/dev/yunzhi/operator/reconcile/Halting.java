package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.model.Lineage;
import java.util.Optional;

/** Tells whom a halted department concerns that it is, and who ends it. */
public final class Halting {

  /**
   * Adds a condition while the department or one above it is halted; else none.
   *
   * @param type that says so of whatever the conditions are of
   */
  public static void tell(Lineage lineage, Conditions conditions, ConditionType type) {
    lineage
        .halted()
        .ifPresent(by -> conditions.isTrue(type, Reason.DEPARTMENT_HALTED, english(by)));
  }

  /**
   * The highest department that is halted at or above one; where the way up is broken, as far as it
   * goes.
   */
  public static Optional<Ancestor> of(String name, Informers informers) {
    Department department = informers.of(Department.class).get(name);
    if (department == null) {
      return Optional.empty();
    }
    try {
      return Lineage.of(department, informers.of(Department.class)::get).halted();
    } catch (Lineage.Broken broken) {
      return broken.path().stream().filter(a -> a.spec().halt() != null).findFirst();
    }
  }

  /** What is halted, why, and who lifts it. */
  public static String english(Ancestor by) {
    return "Department %s is halted, and all below it: %s. The platform team, or an administrator of a department above %s, lifts it by removing spec.halt."
        .formatted(by.name(), unended(by.spec().halt().reason()), by.name());
  }

  /** The same in Chinese. */
  public static String chinese(Ancestor by) {
    return "部门 %s 及其下级已被暂停：%s。由平台管理方或 %s 上级部门的管理员删除 spec.halt 后恢复。"
        .formatted(by.name(), unended(by.spec().halt().reason()), by.name());
  }

  private static String unended(String reason) {
    return reason.replaceFirst("[.。]+$", "");
  }

  private Halting() {}
}
