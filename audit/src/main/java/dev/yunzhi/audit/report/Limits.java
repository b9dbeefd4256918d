package dev.yunzhi.audit.report;

import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.ReportScope.Limit;
import java.util.ArrayList;
import java.util.List;

/** What a filter limits a report to, as the report says it. */
final class Limits {
  private Limits() {}

  static List<Limit> of(AssetFilter filter) {
    List<Limit> limits = new ArrayList<>();
    if (filter.departments() != null) {
      limits.add(Limit.of(new Label("Departments", "部门"), filter.departments()));
    }
    if (filter.tenant() != null) {
      limits.add(new Limit(new Label("Tenant", "租户"), filter.tenant()));
    }
    if (filter.kind() != null) {
      limits.add(new Limit(new Label("Kind", "种类"), filter.kind()));
    }
    return limits;
  }
}
