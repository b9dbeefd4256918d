package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Department;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The departments as they stand now. Thread-safe; empty until the cluster was asked. */
public final class DepartmentTree {
  private final Map<String, Department> departments = new ConcurrentHashMap<>();

  /** Takes a department in, or its change. */
  public void put(Department department) {
    departments.put(department.getMetadata().getName(), department);
  }

  /** Takes a department out. */
  public void remove(String name) {
    departments.remove(name);
  }

  /** By name, in order of the name. */
  public Map<String, Department> all() {
    return new TreeMap<>(departments);
  }

  /**
   * A department and all below it. A department that the tree does not know is alone.
   *
   * @return names; never empty
   */
  public Set<String> subtree(String name) {
    return subtree(
        name,
        at ->
            departments.values().stream()
                .filter(child -> at.equals(child.getSpec().parent()))
                .map(child -> child.getMetadata().getName()));
  }

  /**
   * Walks down a tree.
   *
   * @param children names of the departments right below one
   */
  static Set<String> subtree(String name, Function<String, Stream<String>> children) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String at = open.pop();
      if (found.add(at)) {
        children.apply(at).forEach(open::push);
      }
    }
    return found;
  }

  /** The departments whose administrators or members name a user or one of the groups. */
  public Set<String> naming(String user, Collection<String> groups) {
    Set<String> found = new TreeSet<>();
    departments.forEach(
        (name, department) -> {
          if (Stream.of(department.getSpec().administrators(), department.getSpec().members())
              .anyMatch(subjects -> Named.among(subjects, user, groups))) {
            found.add(name);
          }
        });
    return found;
  }
}
