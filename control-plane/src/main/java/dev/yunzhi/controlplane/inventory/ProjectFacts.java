package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectChange;
import dev.yunzhi.api.v1alpha1.ProjectFiling;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.api.v1alpha1.ProjectSystem;
import dev.yunzhi.audit.report.AssetColumn;
import java.util.List;
import java.util.Map;

/** What is a fact of a project: its record, its systems, its terms and what it costs. Pure. */
final class ProjectFacts {

  static void put(Project project, Facts facts) {
    ProjectSpec spec = project.getSpec();
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("plan year", spec.planYear())
        .put();
    facts.put(Governed.TITLE, spec.displayName());
    facts.put("planYear", spec.planYear());
    facts.put("function", spec.function());
    facts.put("area", spec.area());
    facts.put("systems", systems(spec.systems()));
    facts.put("completedOn", spec.completedOn());
    facts.put("evaluatedOn", spec.evaluation() == null ? null : spec.evaluation().date());
    // In yuan.
    facts.put("estimate", spec.estimate());
    facts.put("cost", cost(spec));
    putFiling(spec.filing(), facts);
    facts.put(AssetColumn.APPROVAL, spec.approvalNumber());
    facts.put(AssetColumn.FUND_SOURCE, spec.fundSource());
    facts.put(AssetColumn.ACCEPTANCE, spec.acceptance() == null ? null : spec.acceptance().date());
    if (project.getStatus() != null) {
      facts.put("acceptBy", project.getStatus().acceptBy());
      facts.put("evaluateBy", project.getStatus().evaluateBy());
      facts.put(AssetColumn.STATE, Governed.word(project.getStatus().phase()));
    }
  }

  private static void putFiling(ProjectFiling filing, Facts facts) {
    if (filing != null) {
      facts.put("filingNumber", filing.number());
      facts.put("filingAuthority", filing.authority());
      facts.put("filedOn", filing.date());
    }
  }

  /** As they are listed. */
  private static List<Map<String, String>> systems(List<ProjectSystem> systems) {
    return systems == null
        ? List.of()
        : systems.stream()
            .map(its -> Map.of("name", its.name(), "catalogueNumber", its.catalogueNumber()))
            .toList();
  }

  /** After the last change; the estimate where nothing was changed. */
  private static Long cost(ProjectSpec spec) {
    List<ProjectChange> changes = spec.changes();
    return changes == null || changes.isEmpty()
        ? spec.estimate()
        : changes.get(changes.size() - 1).total();
  }

  private ProjectFacts() {}
}
