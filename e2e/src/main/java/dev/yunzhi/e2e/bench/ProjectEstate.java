package dev.yunzhi.e2e.bench;

import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nothing but projects, of one area, in memory. Not thread-safe. */
final class ProjectEstate implements Reader {

  private final Map<String, Project> projects = new LinkedHashMap<>();

  ProjectEstate(int count) {
    ProjectNames.of(count).forEach((name, title) -> projects.put(name, project(name, title)));
  }

  private static Project project(String name, String title) {
    return Serialization.unmarshal(
        """
        {"metadata": {"name": "%s", "uid": "%s", "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z"},
         "spec": {"displayName": "%s", "department": "city", "area": "330500"}}
        """
            .formatted(name, name, title),
        Project.class);
  }

  static TenantRequest request(String project) {
    return Serialization.unmarshal(
        "{\"metadata\": {\"name\": \"r\"}, \"spec\": {\"project\": \"%s\"}}".formatted(project),
        TenantRequest.class);
  }

  List<String> names() {
    return List.copyOf(projects.keySet());
  }

  List<String> titles() {
    return projects.values().stream().map(project -> project.getSpec().displayName()).toList();
  }

  String title(String project) {
    return projects.get(project).getSpec().displayName();
  }

  /** As if somebody had written it. */
  void change(String project) {
    var meta = projects.get(project).getMetadata();
    meta.setGeneration(meta.getGeneration() + 1);
  }

  @Override
  public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
    return kind == Project.class ? kind.cast(projects.get(name)) : null;
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
    var found = new ArrayList<T>();
    if (kind == Project.class) {
      projects.values().forEach(project -> found.add(kind.cast(project)));
    }
    return found;
  }
}
