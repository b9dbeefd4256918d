package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.ResourceNames;
import java.math.BigDecimal;

/** What a department's budget holds of a resource. */
final class Budgets {

  /** What is in force of it; null when nothing of it is budgeted there. */
  static BigDecimal granted(Department department, String resource) {
    var status = department.getStatus();
    if (status == null || status.budget() == null || status.budget().granted() == null) {
      return null;
    }
    return status.budget().granted().entrySet().stream()
        .filter(e -> ResourceNames.canonical(e.getKey()).equals(ResourceNames.canonical(resource)))
        .map(e -> Amount.number(e.getValue()))
        .findFirst()
        .orElse(null);
  }

  private Budgets() {}
}
