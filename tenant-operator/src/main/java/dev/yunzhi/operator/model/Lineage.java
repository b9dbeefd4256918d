package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way from the root of the department tree down to one department.
 *
 * @param path root first, the department itself last; never empty
 */
public record Lineage(List<Ancestor> path) {

  public Lineage {
    path = List.copyOf(path);
  }

  /**
   * Walks up from {@code department}.
   *
   * @param departments finds a department by name; null when there is none
   * @throws Broken when a parent is missing, the chain is a ring, or a level is not below the level
   *     of its parent
   */
  public static Lineage of(Department department, Function<String, Department> departments)
      throws Broken {
    Deque<Ancestor> path = new ArrayDeque<>();
    var seen = new LinkedHashSet<String>();
    Department below = null;
    for (Department at = department; at != null; ) {
      String name = at.getMetadata().getName();
      if (!seen.add(name)) {
        throw new Broken(
            Fault.CYCLE,
            path,
            "spec.parent leads in a ring: %s; let one of them name a parent outside of it"
                .formatted(String.join(" → ", append(seen, name))));
      }
      if (below != null && below.getSpec().level().compareTo(at.getSpec().level()) <= 0) {
        throw new Broken(
            Fault.LEVEL_NOT_BELOW_PARENT,
            path,
            "Department %s has level %s, which is not below level %s of its parent %s; name a parent of a higher level"
                .formatted(
                    below.getMetadata().getName(),
                    WireName.of(below.getSpec().level()),
                    WireName.of(at.getSpec().level()),
                    name));
      }
      path.addFirst(new Ancestor(name, at.getSpec()));
      below = at;
      String parent = at.getSpec().parent();
      at = parent == null ? null : departments.apply(parent);
      if (parent != null && at == null) {
        throw new Broken(
            Fault.PARENT_NOT_FOUND,
            path,
            "Department %s names the parent %s, which does not exist; create it or name another"
                .formatted(name, parent));
      }
    }
    return new Lineage(new ArrayList<>(path));
  }

  private static List<String> append(LinkedHashSet<String> names, String last) {
    var all = new ArrayList<>(names);
    all.add(last);
    return all;
  }

  /** The department that this is the lineage of. */
  public Ancestor self() {
    return path.get(path.size() - 1);
  }

  /** Codes, root first, the department's own last. */
  public List<String> codes() {
    return path.stream().map(Ancestor::code).toList();
  }

  /** Names, the department's own first, the root last. */
  public List<String> upward() {
    var names = new ArrayList<>(path.stream().map(Ancestor::name).toList());
    Collections.reverse(names);
    return List.copyOf(names);
  }

  /** The way down to the department right above; empty for a root. */
  public List<Ancestor> above() {
    return path.subList(0, path.size() - 1);
  }

  /** The highest department on the way that is halted. */
  public Optional<Ancestor> halted() {
    return path.stream().filter(a -> a.spec().halt() != null).findFirst();
  }

  /** Whether a department of that name is on the way, the department itself included. */
  public boolean passes(String name) {
    return path.stream().anyMatch(a -> a.name().equals(name));
  }

  /** What can be wrong with a chain of parents. */
  public enum Fault {
    PARENT_NOT_FOUND,
    LEVEL_NOT_BELOW_PARENT,
    CYCLE
  }

  /** The tree above a department is not in order; the message says where and what to do. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    private final Fault fault;
    private final transient List<Ancestor> path;

    Broken(Fault fault, Collection<Ancestor> path, String message) {
      super(message);
      this.fault = fault;
      this.path = List.copyOf(path);
    }

    public Fault fault() {
      return fault;
    }

    /** As far as the way is in order, from the department itself up; the highest first. */
    public List<Ancestor> path() {
      return path;
    }
  }
}
