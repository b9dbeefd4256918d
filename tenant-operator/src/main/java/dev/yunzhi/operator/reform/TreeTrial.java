package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.operator.model.BoundsInForce;
import dev.yunzhi.operator.model.Lineage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the steps on a copy of the tree, and tells which of them the rules of the tree refuse. */
final class TreeTrial {

  private final Tree tree;
  private final Map<String, Department> departments;
  private final Map<String, String> ofProject = new HashMap<>();
  private final Map<String, String> ofTenant = new HashMap<>();

  TreeTrial(Tree tree) {
    this.tree = tree;
    this.departments = new HashMap<>(tree.departments());
    tree.projects().forEach((name, p) -> ofProject.put(name, p.getSpec().department()));
    tree.tenants().forEach((name, t) -> ofTenant.put(name, t.getSpec().department()));
  }

  /** The tree after the steps so far. */
  Map<String, Department> departments() {
    return departments;
  }

  void take(ReformStep step, List<String> obstacles) {
    switch (step.change()) {
      case MOVE_DEPARTMENT -> move(step, obstacles);
      case MOVE_PROJECT -> ofProject.put(step.name(), step.to());
      case MOVE_TENANT -> {
        ofTenant.put(step.name(), step.to());
        requireRunning("Tenant " + step.name(), departments.get(step.to()), obstacles);
      }
      default -> {
        // Budgets have a trial of their own, what is halted has nothing left below it, and the tree
        // has no rules for facilities and components.
      }
    }
  }

  private void move(ReformStep step, List<String> obstacles) {
    var moved = below(departments.get(step.name()), step.to());
    departments.put(step.name(), moved);
    try {
      Lineage lineage = Lineage.of(moved, departments::get);
      String what = "Department " + step.name();
      requireRunning(what, departments.get(step.to()), obstacles);
      BoundsInForce.of(lineage.above())
          .excess(moved.getSpec().bounds())
          .forEach(
              e ->
                  obstacles.add(
                      "%s cannot go below %s: its spec.bounds.%s allows %s, which Department %s does not; take it out there first."
                          .formatted(what, step.to(), e.field(), e.value(), e.forbiddenBy())));
    } catch (Lineage.Broken broken) {
      obstacles.add(
          "Department %s cannot go below %s: %s."
              .formatted(step.name(), step.to(), broken.getMessage()));
    }
  }

  private void requireRunning(String what, Department to, List<String> obstacles) {
    try {
      Lineage.of(to, departments::get)
          .halted()
          .ifPresent(
              by ->
                  obstacles.add(
                      "%s cannot go to Department %s while Department %s is halted; lift that first."
                          .formatted(what, to.getMetadata().getName(), by.name())));
    } catch (Lineage.Broken broken) {
      obstacles.add(
          "%s cannot go to Department %s: %s."
              .formatted(what, to.getMetadata().getName(), broken.getMessage()));
    }
  }

  private static Department below(Department department, String parent) {
    var moved = new Department();
    moved.setMetadata(department.getMetadata());
    moved.setSpec(department.getSpec().below(parent));
    return moved;
  }

  /** A tenant that has its project in its department before has it there after. */
  void requireProjectsWithTheirTenants(List<ReformStep> steps, List<String> obstacles) {
    if (steps.stream().noneMatch(s -> isOfProjects(s.change()))) {
      return;
    }
    tree.tenants()
        .forEach(
            (name, tenant) -> {
              String project = tenant.getSpec().project();
              var known = project == null ? null : tree.projects().get(project);
              if (known != null
                  && known.getSpec().department().equals(tenant.getSpec().department())
                  && !ofProject.get(project).equals(ofTenant.get(name))) {
                obstacles.add(
                    "Tenant %s would be at Department %s and its Project %s at Department %s; move both."
                        .formatted(name, ofTenant.get(name), project, ofProject.get(project)));
              }
            });
  }

  private static boolean isOfProjects(Change change) {
    return change == Change.MOVE_PROJECT || change == Change.MOVE_TENANT;
  }
}
