package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tells which numbers of the system catalogue a project has that others have, too. One system may
 * be built by several projects, so that is told and not refused. Pure.
 */
final class CatalogueNumbers {
  /** Others are no news: whoever has looked at these knows what is wrong. */
  private static final int MOST = 5;

  /** Of the number, the other project, and the name of its system. */
  private static final List<String> SAME_SYSTEM =
      List.of(
          "spec.systems: Project %2$s has %1$s, %3$s, too; leave it out unless both build it.",
          "spec.systems：项目 %2$s 也登记了 %1$s（%3$s）；如非共同建设，请删去。");

  private static final List<String> OTHER_SYSTEM =
      List.of(
          "spec.systems: %1$s is the number of %3$s of Project %2$s already; a number stands for one system, which has one name.",
          "spec.systems：目录编号 %1$s 已用于项目 %2$s 的系统 %3$s；一个编号只对应一个系统，且名称唯一。");

  private CatalogueNumbers() {}

  /**
   * What to warn of, in both languages.
   *
   * @param all projects; the one itself may be among them
   */
  static List<String> warnings(Project project, List<Project> all) {
    List<Project> others = new ArrayList<>(all);
    others.removeIf(
        other -> Objects.equals(other.getMetadata().getName(), project.getMetadata().getName()));
    return systems(project).stream()
        .flatMap(system -> others.stream().flatMap(other -> taken(system, other)))
        .limit(MOST)
        .flatMap(List::stream)
        .map(FindingText::shortened)
        .toList();
  }

  /** Of each system of another project that has the number of one, a sentence in each language. */
  private static Stream<List<String>> taken(ProjectSystem system, Project other) {
    return systems(other).stream()
        .filter(theirs -> theirs.catalogueNumber().equals(system.catalogueNumber()))
        .map(theirs -> sentences(system, other.getMetadata().getName(), theirs.name()));
  }

  private static List<String> sentences(ProjectSystem system, String project, String name) {
    List<String> sentences = name.equals(system.name()) ? SAME_SYSTEM : OTHER_SYSTEM;
    return sentences.stream()
        .map(sentence -> sentence.formatted(system.catalogueNumber(), project, name))
        .toList();
  }

  private static List<ProjectSystem> systems(Project project) {
    return Objects.requireNonNullElse(project.getSpec().systems(), List.of());
  }
}
