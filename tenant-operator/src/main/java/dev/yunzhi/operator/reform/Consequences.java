package dev.yunzhi.operator.reform;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.ReformStep;
import dev.yunzhi.api.v1alpha1.ReformStep.Change;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.model.BoundsInForce;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.model.Lineage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reform changes beyond its steps, for those who decide on it. */
final class Consequences {

  private static final Set<RequestPhase> OVER =
      EnumSet.of(RequestPhase.GRANTED, RequestPhase.REJECTED, RequestPhase.ENDED);

  /**
   * @param tree before the steps
   * @param after the departments after them, by name
   */
  static List<String> of(List<ReformStep> steps, Tree tree, Map<String, Department> after) {
    var lines = new ArrayList<String>();
    for (ReformStep step : steps) {
      if (step.change() == Change.MOVE_DEPARTMENT) {
        tightened("Department " + step.name(), step.name(), step.name(), tree, after, lines);
      } else if (step.change() == Change.MOVE_TENANT) {
        tightened("Tenant " + step.name(), step.from(), step.to(), tree, after, lines);
      }
    }
    Map<String, ReformStep> moved =
        steps.stream()
            .filter(s -> s.change() == Change.MOVE_TENANT)
            .collect(Collectors.toMap(ReformStep::name, Function.identity()));
    lapsing(moved, tree, lines);
    unsubscribed(moved, tree, lines);
    undecided(steps, tree, lines);
    return lines;
  }

  /** What was allowed before and is not after. */
  private static void tightened(
      String what,
      String from,
      String to,
      Tree tree,
      Map<String, Department> after,
      List<String> lines) {
    var before = BoundsInForce.of(path(from, tree.departments()));
    if (before.isEmpty()) {
      var imposed = BoundsInForce.of(path(to, after));
      if (!imposed.isEmpty()) {
        lines.add(
            "%s: bounded where nothing was before, by the departments above it: %s."
                .formatted(what, imposed.asStatus().from().keySet()));
      }
      return;
    }
    Map<String, Set<String>> lost = new TreeMap<>();
    BoundsInForce.of(path(to, after))
        .excess(before.bounds())
        .forEach(
            e ->
                lost.computeIfAbsent(e.field(), f -> new TreeSet<>())
                    .add("%s (Department %s)".formatted(e.value(), e.forbiddenBy())));
    if (!lost.isEmpty()) {
      lines.add(
          "%s: no longer allowed: %s. What runs is not touched."
              .formatted(
                  what,
                  lost.entrySet().stream()
                      .map(e -> e.getKey() + " " + String.join(", ", e.getValue()))
                      .collect(Collectors.joining("; "))));
    }
  }

  private static List<Ancestor> path(String name, Map<String, Department> departments) {
    try {
      return Lineage.of(departments.get(name), departments::get).path();
    } catch (Lineage.Broken broken) {
      return broken.path();
    }
  }

  private static void lapsing(Map<String, ReformStep> moved, Tree tree, List<String> lines) {
    for (Agreement agreement : tree.agreements()) {
      agreement.getSpec().flows().stream()
          .flatMap(f -> Stream.of(f.from(), f.to()))
          .filter(moved::containsKey)
          .findFirst()
          .ifPresent(
              tenant ->
                  lines.add(
                      "Agreement %s in %s lapses: Tenant %s goes to Department %s, which has to sign it anew."
                          .formatted(
                              agreement.getMetadata().getName(),
                              agreement.getMetadata().getNamespace(),
                              tenant,
                              moved.get(tenant).to())));
    }
  }

  /** A subscription is its department's, so it does not go with the tenant. */
  private static void unsubscribed(Map<String, ReformStep> moved, Tree tree, List<String> lines) {
    for (ComponentSubscription subscription : tree.subscriptions()) {
      ReformStep step = moved.get(subscription.getSpec().tenant());
      if (step != null) {
        lines.add(
            "ComponentSubscription %s in %s ends: Tenant %s goes to Department %s, which has to subscribe to %s anew."
                .formatted(
                    subscription.getMetadata().getName(),
                    subscription.getMetadata().getNamespace(),
                    step.name(),
                    step.to(),
                    subscription.getSpec().component()));
      }
    }
  }

  private static void undecided(List<ReformStep> steps, Tree tree, List<String> lines) {
    var homes =
        steps.stream()
            .filter(s -> s.change() == Change.HALT)
            .map(s -> HomeNamespace.nameFor(s.name()))
            .collect(Collectors.toSet());
    for (TenantRequest request : tree.requests()) {
      var status = request.getStatus();
      if (homes.contains(request.getMetadata().getNamespace())
          && (status == null || !OVER.contains(status.phase()))) {
        lines.add(
            "TenantRequest %s in %s is not carried out: its department is halted; make it anew in the one that takes over."
                .formatted(request.getMetadata().getName(), request.getMetadata().getNamespace()));
      }
    }
  }

  private Consequences() {}
}
