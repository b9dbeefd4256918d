package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.BudgetStatus;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where each department and its budget stand, worked out when it is asked for: a fixed number of
 * series for each department, and at most three for each resource that it has a budget of.
 * Thread-safe.
 */
final class DepartmentCollector extends Collector {

  private final Supplier<? extends Collection<Department>> departments;
  private final Supplier<? extends Collection<Tenant>> tenants;

  DepartmentCollector(
      Supplier<? extends Collection<Department>> departments,
      Supplier<? extends Collection<Tenant>> tenants) {
    this.departments = departments;
    this.tenants = tenants;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, Integer> owned =
        tenants.get().stream()
            .collect(
                Collectors.groupingBy(
                    t -> t.getSpec().department(), Collectors.summingInt(t -> 1)));
    var families = new Families();
    departments
        .get()
        .forEach(d -> families.add(d, owned.getOrDefault(d.getMetadata().getName(), 0)));
    return families.all();
  }

  /** The samples of one scrape. Not thread-safe. */
  private static final class Families {

    private static final List<String> DEPARTMENT = List.of("department");
    private static final List<String> RESOURCE = List.of("department", "resource");

    private final GaugeMetricFamily info =
        new GaugeMetricFamily(
            "yunzhi_department_info",
            "What a department is; always 1",
            List.of("department", "title", "level", "code", "parent"));
    private final GaugeMetricFamily ready =
        new GaugeMetricFamily(
            "yunzhi_department_ready",
            "Whether a department's home namespace and roles are in place",
            DEPARTMENT);
    private final GaugeMetricFamily halted =
        new GaugeMetricFamily(
            "yunzhi_department_halted",
            "Whether a department or one above it is halted",
            DEPARTMENT);
    private final GaugeMetricFamily tenants =
        new GaugeMetricFamily(
            "yunzhi_department_tenants", "Tenants of a department itself", DEPARTMENT);
    private final GaugeMetricFamily inForce =
        new GaugeMetricFamily(
            "yunzhi_budget_in_force",
            "Whether all that a department's budget names is in force",
            DEPARTMENT);
    private final GaugeMetricFamily amount =
        new GaugeMetricFamily(
            "yunzhi_budget_amount",
            "The budget that a department is to have, in the resource's own unit",
            RESOURCE);
    private final GaugeMetricFamily granted =
        new GaugeMetricFamily(
            "yunzhi_budget_granted",
            "What a department may hand out, in the resource's own unit",
            RESOURCE);
    private final GaugeMetricFamily allocated =
        new GaugeMetricFamily(
            "yunzhi_budget_allocated",
            "What a department has handed out, in the resource's own unit",
            RESOURCE);

    private final ResourceNumbers numbers = new ResourceNumbers();

    void add(Department department, int owned) {
      var spec = department.getSpec();
      String name = department.getMetadata().getName();
      info.addMetric(
          List.of(
              name,
              spec.displayName(),
              WireName.of(spec.level()),
              spec.code(),
              Objects.toString(spec.parent(), "")),
          1);
      List<Condition> conditions =
          department.getStatus() == null ? null : department.getStatus().conditions();
      Long generation = department.getMetadata().getGeneration();
      ready.addMetric(
          List.of(name),
          is(Conditions.isTrue(conditions, ConditionType.DEPARTMENT_READY, generation)));
      halted.addMetric(
          List.of(name),
          is(Conditions.isTrue(conditions, ConditionType.DEPARTMENT_HALTED, generation)));
      tenants.addMetric(List.of(name), owned);
      add(amount, name, spec.budget());
      if (Conditions.of(conditions, ConditionType.DEPARTMENT_BUDGET_GRANTED) != null) {
        inForce.addMetric(
            List.of(name),
            is(Conditions.isTrue(conditions, ConditionType.DEPARTMENT_BUDGET_GRANTED, generation)));
      }
      BudgetStatus budget = department.getStatus() == null ? null : department.getStatus().budget();
      if (budget != null) {
        add(granted, name, budget.granted());
        add(allocated, name, budget.allocated());
      }
    }

    private void add(GaugeMetricFamily family, String department, Map<String, Quantity> amounts) {
      numbers
          .of(amounts)
          .forEach((resource, number) -> family.addMetric(List.of(department, resource), number));
    }

    private static int is(boolean condition) {
      return condition ? 1 : 0;
    }

    List<MetricFamilySamples> all() {
      return List.of(info, ready, halted, tenants, inForce, amount, granted, allocated);
    }
  }
}
