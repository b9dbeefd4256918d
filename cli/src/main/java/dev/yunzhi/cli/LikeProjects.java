package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.policy.likeness.TextIndex;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Projects by how alike they are to one, as policy GOV-011 measures it. */
final class LikeProjects {

  private final Map<String, Project> projects;
  private final Map<String, Department> departments;

  LikeProjects(List<Project> projects, List<Department> departments) {
    this.projects = projects.stream().collect(Collectors.toMap(LikeProjects::name, p -> p));
    this.departments =
        departments.stream().collect(Collectors.toMap(d -> d.getMetadata().getName(), d -> d));
  }

  /**
   * Those that are like, the most alike first, each with its area.
   *
   * @param asked name of a project, which is left out itself; or a text
   * @param least percent
   */
  Table table(String asked, int least) {
    Map<String, Integer> percents = new HashMap<>();
    Project itself = projects.get(asked);
    if (itself == null) {
      add(percents, ProjectSpec::displayName, asked, least);
      add(percents, ProjectSpec::purpose, asked, least);
    } else {
      add(percents, ProjectSpec::displayName, itself.getSpec().displayName(), least);
      add(percents, ProjectSpec::purpose, itself.getSpec().purpose(), least);
      percents.remove(asked);
    }
    var table = new Table(List.of("LIKENESS", "PROJECT", "TITLE", "DEPARTMENT", "AREA"));
    percents.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(like -> table.row(row(projects.get(like.getKey()), like.getValue())));
    return table;
  }

  private void add(
      Map<String, Integer> percents, Function<ProjectSpec, String> text, String asked, int least) {
    if (asked == null) {
      return;
    }
    Map<String, String> texts = new HashMap<>();
    projects.forEach(
        (name, project) -> {
          if (text.apply(project.getSpec()) != null) {
            texts.put(name, text.apply(project.getSpec()));
          }
        });
    TextIndex.of(texts)
        .like(asked, least)
        .forEach(like -> percents.merge(like.key(), like.percent(), Math::max));
  }

  private List<String> row(Project project, int percent) {
    ProjectSpec spec = project.getSpec();
    return List.of(
        percent + " %", name(project), spec.displayName(), spec.department(), area(spec));
  }

  private String area(ProjectSpec spec) {
    Department its = departments.get(spec.department());
    if (spec.area() != null) {
      return spec.area();
    }
    return its == null ? "-" : its.getSpec().code();
  }

  private static String name(Project project) {
    return project.getMetadata().getName();
  }
}
