package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the terms of each department's projects stand, worked out when it is asked for: series by
 * department, term and state, never by project. Thread-safe.
 */
final class ProjectCollector extends Collector {

  /** The term that a condition's reason speaks of, and how it stands. */
  private static final Map<String, List<String>> TERMS =
      Map.of(
          Reason.AWAITING_ACCEPTANCE.wire(), List.of("Acceptance", "Running"),
          Reason.ACCEPTANCE_NEAR.wire(), List.of("Acceptance", "Near"),
          Reason.ACCEPTANCE_OVERDUE.wire(), List.of("Acceptance", "Overdue"),
          Reason.EVALUATION_DUE.wire(), List.of("Evaluation", "Running"),
          Reason.EVALUATION_NEAR.wire(), List.of("Evaluation", "Near"),
          Reason.EVALUATION_OVERDUE.wire(), List.of("Evaluation", "Overdue"));

  private final Supplier<? extends Collection<Project>> projects;

  ProjectCollector(Supplier<? extends Collection<Project>> projects) {
    this.projects = projects;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Map<List<String>, Integer> counts = new HashMap<>();
    projects.get().forEach(project -> count(project, counts));
    var terms =
        new GaugeMetricFamily(
            "yunzhi_project_terms",
            "Projects by how the term for their acceptance or evaluation stands",
            List.of("department", "term", "state"));
    counts.forEach(terms::addMetric);
    return List.of(terms);
  }

  private static void count(Project project, Map<List<String>, Integer> counts) {
    if (project.getStatus() == null || project.getStatus().conditions() == null) {
      return;
    }
    String department = project.getSpec().department();
    for (Condition condition : project.getStatus().conditions()) {
      List<String> term = TERMS.get(condition.getReason());
      if (term != null) {
        counts.merge(List.of(department, term.get(0), term.get(1)), 1, Integer::sum);
      }
    }
  }
}
