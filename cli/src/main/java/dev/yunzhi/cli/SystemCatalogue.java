package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectSystem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The system catalogue, as all projects list it, by number. */
final class SystemCatalogue {

  private record Entry(String number, String system, String project, String department) {}

  private final List<Entry> entries;

  SystemCatalogue(List<Project> projects) {
    this.entries =
        projects.stream()
            .flatMap(SystemCatalogue::entries)
            .sorted(Comparator.comparing(Entry::number).thenComparing(Entry::project))
            .toList();
  }

  private static Stream<Entry> entries(Project project) {
    List<ProjectSystem> systems = project.getSpec().systems();
    return systems == null
        ? Stream.of()
        : systems.stream()
            .map(
                system ->
                    new Entry(
                        system.catalogueNumber(),
                        system.name(),
                        project.getMetadata().getName(),
                        project.getSpec().department()));
  }

  /**
   * The entries; of a number that stands for several systems each names the others.
   *
   * @param ambiguous only those
   */
  Table table(boolean ambiguous) {
    var table = new Table(List.of("NUMBER", "SYSTEM", "PROJECT", "DEPARTMENT", "ALSO"));
    for (Entry entry : entries) {
      String others = others(entry);
      if (!ambiguous || !others.isEmpty()) {
        table.row(
            List.of(
                entry.number(),
                entry.system(),
                entry.project(),
                entry.department(),
                others.isEmpty() ? "-" : others));
      }
    }
    return table;
  }

  /** One system may be built by several projects, and has one name then. */
  private String others(Entry entry) {
    return entries.stream()
        .filter(other -> other.number().equals(entry.number()))
        .filter(other -> !other.system().equals(entry.system()))
        .map(other -> "%s (%s)".formatted(other.system(), other.project()))
        .collect(Collectors.joining(", "));
  }
}
