package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import java.math.BigDecimal;

/** What a department's budget holds of a resource. */
final class Budgets {

  /** Null when nothing of it is budgeted there. */
  static BigDecimal granted(Department department, String resource) {
    return null;
  }

  private Budgets() {}
}
