package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.operator.cluster.Reader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The projects of the same area that do the same as the one of a request, or are called or meant
 * alike. Thread-safe.
 */
final class LikeProjects {

  /** What is less alike is of no use to any policy; GOV-011's parameter begins here. */
  private static final int LEAST_PERCENT = 30;

  private static final int MOST = 20;

  /** What is not stored yet comes last. */
  private static final Comparator<Project> OLDEST_FIRST =
      Comparator.comparing(
              (Project p) -> p.getMetadata().getCreationTimestamp(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(p -> p.getMetadata().getName());

  private final Reader reader;
  private volatile ProjectTexts texts = ProjectTexts.of(List.of());

  LikeProjects(Reader reader) {
    this.reader = reader;
  }

  /**
   * Puts {@code likeProjects}: what was registered before the project of the context, serves the
   * same area, and has the same function or is at least {@link #LEAST_PERCENT} percent alike; first
   * those of the same function, then the most alike, no more than {@link #MOST}.
   *
   * @param project of the context; nothing is put where it is null
   */
  void put(ObjectNode context, Project project) {
    if (project == null) {
      return;
    }
    ArrayNode like = context.putArray("likeProjects");
    String area = area(project);
    List<Project> all = reader.list(Project.class, null);
    Map<String, Integer> percents = textsOf(all).like(project, LEAST_PERCENT);
    all.stream()
        .filter(other -> sameFunction(project, other) || percents.containsKey(name(other)))
        .filter(other -> OLDEST_FIRST.compare(other, project) < 0)
        .filter(other -> Objects.equals(area, area(other)))
        .sorted(
            Comparator.comparing((Project other) -> !sameFunction(project, other))
                .thenComparing(other -> -percents.getOrDefault(name(other), 0))
                .thenComparing(OLDEST_FIRST))
        .limit(MOST)
        .forEach(
            other ->
                like.addObject()
                    .put("name", name(other))
                    .put("department", other.getSpec().department())
                    .put("sameFunction", sameFunction(project, other))
                    .put("likeness", percents.getOrDefault(name(other), 0)));
  }

  /** Projects are written seldom beside requests, so their texts are taken in once. */
  private ProjectTexts textsOf(List<Project> all) {
    ProjectTexts known = texts;
    if (!known.isOf(all)) {
      known = ProjectTexts.of(all);
      texts = known;
    }
    return known;
  }

  private static boolean sameFunction(Project project, Project other) {
    String function = project.getSpec().function();
    return function != null && function.equals(other.getSpec().function());
  }

  private static String name(Project project) {
    return project.getMetadata().getName();
  }

  /** Null when neither the project nor its department says so. */
  private String area(Project project) {
    if (project.getSpec().area() != null) {
      return project.getSpec().area();
    }
    Department its = reader.get(Department.class, null, project.getSpec().department());
    return its == null ? null : its.getSpec().code();
  }
}
