package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.ReformMerge;
import dev.yunzhi.api.v1alpha1.ReformMove;
import dev.yunzhi.api.v1alpha1.ReformSpec;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.Amounts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
            "%s %s is moved twice; name it once.".formatted(WireName.of(move.kind()), move.name()));
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
    String from = owned(move.kind()).ownerOf(move.name());
    String kind = WireName.of(move.kind());
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
    for (ReformMove.Kind kind : ReformMove.Kind.values()) {
      Owned<?> owned = owned(kind);
      for (String name : owned.objects().keySet()) {
        if (merge.from().equals(owned.ownerOf(name))) {
          take(change(kind), name, merge, steps);
        }
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

  /** Objects of one kind by name, and which department has one. */
  private record Owned<T>(Map<String, T> objects, Function<T, String> owner) {
    /** Null when there is no such object, or nobody has it. */
    String ownerOf(String name) {
      T object = objects.get(name);
      return object == null ? null : owner.apply(object);
    }
  }

  private Owned<?> owned(ReformMove.Kind kind) {
    return switch (kind) {
      case DEPARTMENT -> new Owned<>(tree.departments(), d -> d.getSpec().parent());
      case PROJECT -> new Owned<>(tree.projects(), p -> p.getSpec().department());
      case TENANT -> new Owned<>(tree.tenants(), t -> t.getSpec().department());
      case FACILITY -> new Owned<>(tree.facilities(), f -> f.getSpec().department());
      case SHARED_COMPONENT -> new Owned<>(tree.components(), c -> c.getSpec().provider());
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

  private static String id(Change change, String name) {
    return change + "/" + name;
  }
}
