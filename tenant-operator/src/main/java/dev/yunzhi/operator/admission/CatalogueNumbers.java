package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tells which numbers of the system catalogue a project has that others have, too. One system may
 * be built by several projects, so that is told and not refused. Pure.
 */
final class CatalogueNumbers {
  /** Others are no news: whoever has looked at these knows what is wrong. */
  private static final int MOST = 5;

  private CatalogueNumbers() {}

  /**
   * What to warn of, in both languages.
   *
   * @param all projects; the one itself may be among them
   */
  static List<String> warnings(Project project, List<Project> all) {
    List<String> warnings = new ArrayList<>();
    String own = project.getMetadata().getName();
    for (ProjectSystem system : systems(project)) {
      for (Project other : all) {
        String name = other.getMetadata().getName();
        for (ProjectSystem theirs : systems(other)) {
          if (!Objects.equals(name, own)
              && theirs.catalogueNumber().equals(system.catalogueNumber())
              && warnings.size() < 2 * MOST) {
            warn(warnings, system, name, theirs);
          }
        }
      }
    }
    return warnings;
  }

  private static void warn(
      List<String> warnings, ProjectSystem system, String project, ProjectSystem theirs) {
    boolean same = theirs.name().equals(system.name());
    warnings.add(
        FindingText.shortened(
            (same
                    ? "spec.systems: Project %2$s has %1$s, %3$s, too; leave it out unless both build it."
                    : "spec.systems: %1$s is the number of %3$s of Project %2$s already; a number stands for one system, which has one name.")
                .formatted(system.catalogueNumber(), project, theirs.name())));
    warnings.add(
        FindingText.shortened(
            (same
                    ? "spec.systems：项目 %2$s 也登记了 %1$s（%3$s）；如非共同建设，请删去。"
                    : "spec.systems：目录编号 %1$s 已用于项目 %2$s 的系统 %3$s；一个编号只对应一个系统，且名称唯一。")
                .formatted(system.catalogueNumber(), project, theirs.name())));
  }

  private static List<ProjectSystem> systems(Project project) {
    return Objects.requireNonNullElse(project.getSpec().systems(), List.of());
  }
}
