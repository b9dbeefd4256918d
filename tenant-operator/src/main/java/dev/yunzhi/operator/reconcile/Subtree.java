package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.cluster.Informers;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;

/** A department and all below it, as far as the watch knows them. */
public final class Subtree {

  /**
   * Walks down; a ring, which admission refuses but which may have come about, ends where it
   * closes.
   *
   * @return names, the department's own first, whether or not it exists
   */
  public static Set<String> of(String department, Informers informers) {
    var names = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    open.add(department);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (names.add(name)) {
        informers.of(Department.class).by(Informers.BY_PARENT, name).stream()
            .map(d -> d.getMetadata().getName())
            .forEach(open::add);
      }
    }
    return names;
  }

  private Subtree() {}
}
