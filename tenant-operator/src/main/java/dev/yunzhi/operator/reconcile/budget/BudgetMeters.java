package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.budget.Account;
import dev.yunzhi.operator.budget.Amounts;
import dev.yunzhi.operator.cluster.Informers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What departments were granted and have allocated, one series for each department and resource
 * that has a budget: not one for each tenant.
 */
final class BudgetMeters {

  private final Informers informers;
  private final MultiGauge granted;
  private final MultiGauge allocated;

  BudgetMeters(MeterRegistry meters, Informers informers) {
    this.informers = informers;
    this.granted =
        MultiGauge.builder("yunzhi.budget.granted")
            .description("What a department may hand out, in the resource's own unit")
            .register(meters);
    this.allocated =
        MultiGauge.builder("yunzhi.budget.allocated")
            .description("What a department has handed out, in the resource's own unit")
            .register(meters);
  }

  /** Takes up departments and resources that came or went. */
  void measure() {
    var grants = new ArrayList<Row<?>>();
    var allocations = new ArrayList<Row<?>>();
    for (Department department : informers.of(Department.class).list()) {
      Account account = Account.of(department.getStatus());
      String name = department.getMetadata().getName();
      grants.addAll(rows(name, account.granted()));
      allocations.addAll(rows(name, account.allocated()));
    }
    granted.register(grants, true);
    allocated.register(allocations, true);
  }

  private static List<? extends Row<?>> rows(String department, Amounts amounts) {
    return amounts.resources().stream()
        .map(r -> Row.of(Tags.of("department", department, "resource", r), amounts.value(r)))
        .toList();
  }
}
