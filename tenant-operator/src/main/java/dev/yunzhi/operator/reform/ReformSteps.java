package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ReformMerge;
import dev.yunzhi.api.v1alpha1.ReformMove;
import dev.yunzhi.api.v1alpha1.ReformSpec;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.Amounts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The single steps that a reform comes to. Budgets are raised before anything moves to where they
 * are needed and taken away after all has left; projects go before their tenants.
 */
final class ReformSteps {

  private final ReformSpec spec;
  private final Tree tree;
  private final List<String> obstacles;
  private final Set<String> movedByName = new LinkedHashSet<>();

  /**
   * @param obstacles takes up why a step cannot be made out
   */
  ReformSteps(ReformSpec spec, Tree tree, List<String> obstacles) {
    this.spec = spec;
    this.tree = tree;
    this.obstacles = obstacles;
  }

  List<ReformStep> list() {
    var merges = spec.merges() == null ? List.<ReformMerge>of() : spec.merges();
    var moves = spec.moves() == null ? List.<ReformMove>of() : spec.moves();
    merges.stream()
        .flatMap(m -> Stream.of(m.from(), m.into()))
        .distinct()
        .forEach(this::requireDepartment);
    for (ReformMove move : moves) {
      if (!movedByName.add(id(change(move.kind()), move.name()))) {
        obstacles.add(
            "%s %s is moved twice; name it once.".formatted(kind(move.kind()), move.name()));
      }
    }
    var steps = new ArrayList<ReformStep>();
    moves.forEach(move -> explicit(move, steps));
    merges.forEach(merge -> taken(merge, steps));
    if (!obstacles.isEmpty()) {
      return steps;
    }
    steps.sort((a, b) -> a.change().compareTo(b.change()));
    var all = new ArrayList<ReformStep>();
    merges.forEach(merge -> raised(merge, all));
    all.addAll(steps);
    merges.forEach(merge -> closed(merge, all));
    return all;
  }

  private void explicit(ReformMove move, List<ReformStep> steps) {
    requireDepartment(move.to());
    String from = whereIs(move);
    String kind = kind(move.kind());
    if (from == null) {
      obstacles.add(
          move.kind() == ReformMove.Kind.DEPARTMENT && tree.departments().containsKey(move.name())
              ? "Department %s has no parent; a Province cannot be moved.".formatted(move.name())
              : "%s %s does not exist.".formatted(kind, move.name()));
    } else if (from.equals(move.to())) {
      obstacles.add(
          "%s %s is at Department %s already; leave it out."
              .formatted(kind, move.name(), move.to()));
    } else {
      steps.add(ReformStep.move(change(move.kind()), move.name(), from, move.to()));
    }
  }

  private void taken(ReformMerge merge, List<ReformStep> steps) {
    for (Project project : tree.projects().values()) {
      if (project.getSpec().department().equals(merge.from())) {
        take(Change.MOVE_PROJECT, project.getMetadata().getName(), merge, steps);
      }
    }
    for (Department department : tree.departments().values()) {
      if (merge.from().equals(department.getSpec().parent())) {
        take(Change.MOVE_DEPARTMENT, department.getMetadata().getName(), merge, steps);
      }
    }
    for (Tenant tenant : tree.tenants().values()) {
      if (tenant.getSpec().department().equals(merge.from())) {
        take(Change.MOVE_TENANT, tenant.getMetadata().getName(), merge, steps);
      }
    }
    for (Facility facility : tree.facilities().values()) {
      if (facility.getSpec().department().equals(merge.from())) {
        take(Change.MOVE_FACILITY, facility.getMetadata().getName(), merge, steps);
      }
    }
    for (SharedComponent component : tree.components().values()) {
      if (component.getSpec().provider().equals(merge.from())) {
        take(Change.MOVE_SHARED_COMPONENT, component.getMetadata().getName(), merge, steps);
      }
    }
  }

  private void take(Change change, String name, ReformMerge merge, List<ReformStep> steps) {
    if (!movedByName.contains(id(change, name))) {
      steps.add(ReformStep.move(change, name, merge.from(), merge.into()));
    }
  }

  /** Of what both have a budget, the one that stays gets what the other had. */
  private void raised(ReformMerge merge, List<ReformStep> steps) {
    Map<String, Quantity> before = tree.departments().get(merge.into()).getSpec().budget();
    for (ReformStep step : steps) {
      before = step.name().equals(merge.into()) ? step.after() : before;
    }
    Amounts amounts = Amounts.of(before);
    Amounts from = Amounts.of(tree.departments().get(merge.from()).getSpec().budget());
    Amounts more = from.only(amounts.resources());
    if (!more.isEmpty()) {
      steps.add(ReformStep.budget(merge.into(), before, amounts.plus(more).asMap()));
    }
  }

  private void closed(ReformMerge merge, List<ReformStep> steps) {
    var from = tree.departments().get(merge.from()).getSpec();
    if (from.halt() == null) {
      steps.add(ReformStep.halt(merge.from()));
    }
    if (from.budget() != null && !from.budget().isEmpty()) {
      steps.add(ReformStep.budget(merge.from(), from.budget(), null));
    }
  }

  private String whereIs(ReformMove move) {
    return switch (move.kind()) {
      case DEPARTMENT -> {
        Department department = tree.departments().get(move.name());
        yield department == null ? null : department.getSpec().parent();
      }
      case PROJECT -> {
        Project project = tree.projects().get(move.name());
        yield project == null ? null : project.getSpec().department();
      }
      case TENANT -> {
        Tenant tenant = tree.tenants().get(move.name());
        yield tenant == null ? null : tenant.getSpec().department();
      }
      case FACILITY -> {
        Facility facility = tree.facilities().get(move.name());
        yield facility == null ? null : facility.getSpec().department();
      }
      case SHARED_COMPONENT -> {
        SharedComponent component = tree.components().get(move.name());
        yield component == null ? null : component.getSpec().provider();
      }
    };
  }

  private void requireDepartment(String name) {
    String missing = "Department %s does not exist.".formatted(name);
    if (!tree.departments().containsKey(name) && !obstacles.contains(missing)) {
      obstacles.add(missing);
    }
  }

  private static Change change(ReformMove.Kind kind) {
    return switch (kind) {
      case DEPARTMENT -> Change.MOVE_DEPARTMENT;
      case PROJECT -> Change.MOVE_PROJECT;
      case TENANT -> Change.MOVE_TENANT;
      case FACILITY -> Change.MOVE_FACILITY;
      case SHARED_COMPONENT -> Change.MOVE_SHARED_COMPONENT;
    };
  }

  private static String kind(ReformMove.Kind kind) {
    return WireName.of(kind);
  }

  private static String id(Change change, String name) {
    return change + "/" + name;
  }
}
