package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.operator.cluster.Reader;
import java.util.Comparator;
import java.util.Objects;

/** The projects that do the same for the same area as the one of a request. */
final class LikeProjects {

  private static final Comparator<Project> OLDEST_FIRST =
      Comparator.comparing((Project p) -> p.getMetadata().getCreationTimestamp())
          .thenComparing(p -> p.getMetadata().getName());

  /**
   * Puts {@code likeProjects}: what was registered before the project of the context and serves the
   * same function and area; empty where the project names no function.
   *
   * @param project of the context; nothing is put where it is null
   */
  static void put(ObjectNode context, Project project, Reader reader) {
    if (project == null) {
      return;
    }
    ArrayNode like = context.putArray("likeProjects");
    String function = project.getSpec().function();
    if (function == null) {
      return;
    }
    String area = area(project, reader);
    reader.list(Project.class, null).stream()
        .filter(other -> function.equals(other.getSpec().function()))
        .filter(other -> OLDEST_FIRST.compare(other, project) < 0)
        .filter(other -> Objects.equals(area, area(other, reader)))
        .sorted(OLDEST_FIRST)
        .forEach(
            other ->
                like.addObject()
                    .put("name", other.getMetadata().getName())
                    .put("department", other.getSpec().department()));
  }

  /** Null when neither the project nor its department says so. */
  private static String area(Project project, Reader reader) {
    if (project.getSpec().area() != null) {
      return project.getSpec().area();
    }
    Department its = reader.get(Department.class, null, project.getSpec().department());
    return its == null ? null : its.getSpec().code();
  }

  private LikeProjects() {}
}
