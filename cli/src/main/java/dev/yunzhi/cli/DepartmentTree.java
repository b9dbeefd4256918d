package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.cli.Failures.Unusable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Departments as a tree of lines, with what is used, granted to tenants, and budgeted. */
final class DepartmentTree {

  private final Map<String, Department> departments;
  private final Map<String, List<Department>> below;
  private final Map<String, List<Tenant>> tenants;
  private final QuotaUse use;
  private final List<String> resources;
  private final boolean showTenants;

  /**
   * @param use null when the person may not read quotas: then use shows as a dash
   * @param resources one column each
   */
  DepartmentTree(
      Collection<Department> departments,
      Collection<Tenant> tenants,
      QuotaUse use,
      List<String> resources,
      boolean showTenants) {
    this.departments =
        departments.stream().collect(Collectors.toMap(d -> d.getMetadata().getName(), d -> d));
    this.below =
        departments.stream()
            .filter(d -> d.getSpec().parent() != null)
            .sorted(Comparator.comparing(d -> d.getSpec().code()))
            .collect(Collectors.groupingBy(d -> d.getSpec().parent()));
    this.tenants =
        tenants.stream()
            .sorted(Comparator.comparing(t -> t.getMetadata().getName()))
            .collect(Collectors.groupingBy(t -> t.getSpec().department()));
    this.use = use;
    this.resources = resources;
    this.showTenants = showTenants;
  }

  /**
   * @param root name of the department to begin with; null shows every tree there is
   * @throws Unusable when there is no such department
   */
  Table table(String root) throws Unusable {
    if (root != null && !departments.containsKey(root)) {
      throw new Unusable(
          "there is no Department %s that you may see; `yunzhi tree` shows those that there are"
              .formatted(root));
    }
    var head = new ArrayList<>(List.of("DEPARTMENT", "LEVEL", "TENANTS"));
    resources.forEach(r -> head.add(r.toUpperCase(Locale.ROOT)));
    head.add("READY");
    var table = new Table(head);
    roots(root).forEach(d -> add(table, d, "", ""));
    return table;
  }

  /** Those without a parent that can be seen; a person may see a part of the tree only. */
  private List<Department> roots(String root) {
    if (root != null) {
      return List.of(departments.get(root));
    }
    return departments.values().stream()
        .filter(d -> d.getSpec().parent() == null || !departments.containsKey(d.getSpec().parent()))
        .sorted(Comparator.comparing(d -> d.getSpec().code()))
        .toList();
  }

  private void add(Table table, Department department, String branch, String trunk) {
    String name = department.getMetadata().getName();
    var own = tenants.getOrDefault(name, List.of());
    var children = below.getOrDefault(name, List.of());
    var cells =
        new ArrayList<>(
            List.of(
                "%s%s %s".formatted(branch, name, department.getSpec().displayName()),
                WireName.of(department.getSpec().level()),
                String.valueOf(within(department).count())));
    for (String resource : resources) {
      cells.add(amounts(resource, within(department), Budgets.granted(department, resource)));
    }
    cells.add(
        Ready.of(department.getStatus() == null ? null : department.getStatus().conditions()));
    table.row(cells);
    int left = children.size() + (showTenants ? own.size() : 0);
    if (showTenants) {
      for (Tenant tenant : own) {
        left--;
        addTenant(table, tenant, trunk + (left == 0 ? "└─ " : "├─ "));
      }
    }
    for (Department child : children) {
      left--;
      add(table, child, trunk + (left == 0 ? "└─ " : "├─ "), trunk + (left == 0 ? "   " : "│  "));
    }
  }

  private void addTenant(Table table, Tenant tenant, String branch) {
    String title = tenant.getSpec().displayName();
    var cells =
        new ArrayList<>(
            List.of(
                "%s[%s]%s"
                    .formatted(
                        branch, tenant.getMetadata().getName(), title == null ? "" : " " + title),
                "",
                ""));
    for (String resource : resources) {
      cells.add(amounts(resource, Stream.of(tenant), null));
    }
    cells.add(Ready.of(tenant.getStatus() == null ? null : tenant.getStatus().conditions()));
    table.row(cells);
  }

  private Stream<Tenant> within(Department department) {
    String name = department.getMetadata().getName();
    return Stream.concat(
        tenants.getOrDefault(name, List.of()).stream(),
        below.getOrDefault(name, List.of()).stream().flatMap(this::within));
  }

  /** Used, granted to tenants, budget. */
  private String amounts(String resource, Stream<Tenant> within, BigDecimal budget) {
    String shown = Amount.of(resource, budget);
    if (use == null) {
      return "-/-/" + shown;
    }
    BigDecimal hard = BigDecimal.ZERO;
    BigDecimal used = BigDecimal.ZERO;
    for (Tenant tenant : within.toList()) {
      hard = hard.add(use.hard(tenant.getMetadata().getName(), resource));
      used = used.add(use.used(tenant.getMetadata().getName(), resource));
    }
    return "%s/%s/%s".formatted(Amount.of(resource, used), Amount.of(resource, hard), shown);
  }
}
