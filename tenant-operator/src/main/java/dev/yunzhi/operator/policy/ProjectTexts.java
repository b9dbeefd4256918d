package dev.yunzhi.operator.policy;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSpec;
import dev.yunzhi.policy.likeness.TextIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names and purposes of projects, to be looked for by how alike they are. Immutable. */
final class ProjectTexts {

  private final Set<Version> versions;
  private final TextIndex names;
  private final TextIndex purposes;

  /** Of a name there is one project at a time, of a generation one spec. */
  private record Version(String name, String uid, Long generation) {

    static Set<Version> of(List<Project> projects) {
      var versions = new HashSet<Version>(projects.size() * 2);
      for (Project project : projects) {
        var meta = project.getMetadata();
        versions.add(new Version(meta.getName(), meta.getUid(), meta.getGeneration()));
      }
      return versions;
    }
  }

  private ProjectTexts(Set<Version> versions, TextIndex names, TextIndex purposes) {
    this.versions = versions;
    this.names = names;
    this.purposes = purposes;
  }

  static ProjectTexts of(List<Project> projects) {
    return new ProjectTexts(
        Version.of(projects),
        index(projects, ProjectSpec::displayName),
        index(projects, ProjectSpec::purpose));
  }

  private static TextIndex index(List<Project> projects, Function<ProjectSpec, String> text) {
    return TextIndex.of(
        projects.stream()
            .filter(project -> text.apply(project.getSpec()) != null)
            .collect(
                Collectors.toMap(
                    project -> project.getMetadata().getName(),
                    project -> text.apply(project.getSpec()))));
  }

  /** Whether it was made of these projects, as they are. */
  boolean isOf(List<Project> projects) {
    return versions.size() == projects.size() && versions.equals(Version.of(projects));
  }

  /**
   * The projects that are like one, itself among them.
   *
   * @param atLeast percent
   * @return percent by name: that of the name or of the purpose, whichever is more alike
   */
  Map<String, Integer> like(Project project, int atLeast) {
    var percents = new HashMap<String, Integer>();
    add(names, project.getSpec().displayName(), atLeast, percents);
    add(purposes, project.getSpec().purpose(), atLeast, percents);
    return percents;
  }

  private static void add(
      TextIndex index, String text, int atLeast, Map<String, Integer> percents) {
    if (text != null) {
      index
          .like(text, atLeast)
          .forEach(like -> percents.merge(like.key(), like.percent(), Math::max));
    }
  }
}
