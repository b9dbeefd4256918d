package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationFailure;
import dev.yunzhi.api.v1alpha1.ReplicationStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.model.Replicas;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.StatusPatch;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The status of one Replication while one reconciliation computes it. Not thread-safe. */
final class ReplicationRecord {

  private static final int MOST_FAILURES = 10;

  private final Replication replication;
  private final Conditions conditions;
  private Integer namespaces;
  private Integer desired;
  private Integer inPlace;
  private Integer failed;
  private List<ReplicationFailure> failures;

  /** Starts from the status as it stands: what no step says anew stays. */
  ReplicationRecord(Replication replication, Clock clock) {
    var before = replication.getStatus();
    this.replication = replication;
    this.conditions =
        new Conditions(
            before == null ? null : before.conditions(),
            replication.getMetadata().getGeneration(),
            clock);
    if (before != null) {
      namespaces = before.namespaces();
      desired = before.desired();
      inPlace = before.inPlace();
      failed = before.failed();
      failures = before.failures();
    }
  }

  /**
   * All was tried.
   *
   * @param held what came of the namespaces that are to hold copies
   * @param left what came of those that are to hold none any more
   */
  ReplicationRecord carriedOut(
      Replicas wanted, Map<String, Outcome> held, Map<String, Outcome> left) {
    int missing = held.values().stream().mapToInt(o -> o.failures().size()).sum();
    namespaces = held.size();
    desired = held.size() * wanted.copies().size();
    inPlace = desired - missing;
    failed = missing + left.values().stream().mapToInt(o -> o.failures().size()).sum();
    failures = first(held, left);
    if (!wanted.faults().isEmpty()) {
      var fault = wanted.faults().get(0);
      conditions.isFalse(ConditionType.REPLICATION_READY, fault.reason(), fault.message());
    } else if (failed > 0) {
      conditions.isFalse(
          ConditionType.REPLICATION_READY,
          Reason.of(failures.get(0).reason()).orElse(Reason.FAILED),
          worst());
    } else {
      conditions.isTrue(
          ConditionType.REPLICATION_READY,
          Reason.READY,
          "%d %s of %d %s in place."
              .formatted(
                  desired,
                  desired == 1 ? "copy" : "copies",
                  wanted.copies().size(),
                  wanted.copies().size() == 1 ? "source is" : "sources are"));
    }
    return this;
  }

  private static List<ReplicationFailure> first(
      Map<String, Outcome> held, Map<String, Outcome> left) {
    return Stream.of(held, left)
        .flatMap(outcomes -> outcomes.values().stream())
        .flatMap(outcome -> outcome.failures().stream())
        .sorted(Comparator.comparing(ReplicationFailure::namespace))
        .limit(MOST_FAILURES)
        .toList();
  }

  private String worst() {
    var first = failures.get(0);
    String what =
        first.kind() == null
            ? "its copies"
            : "%s %s".formatted(WireName.of(first.kind()), first.name());
    return "%d %s not as %s to be; the first, %s in namespace %s: %s"
        .formatted(
            failed,
            failed == 1 ? "copy is" : "copies are",
            failed == 1 ? "it is" : "they are",
            what,
            first.namespace(),
            first.message());
  }

  /** The department is halted: what there is stays as it is. */
  ReplicationRecord halted(Ancestor by) {
    conditions
        .isFalse(
            ConditionType.REPLICATION_READY,
            Reason.DEPARTMENT_HALTED,
            "The copies stay as they are until the halt is lifted.")
        .isTrue(ConditionType.REPLICATION_HALTED, Reason.DEPARTMENT_HALTED, Halting.english(by));
    return this;
  }

  ReplicationRecord heldUp(Obstacle obstacle) {
    return heldUp(obstacle.reason(), obstacle.getMessage());
  }

  ReplicationRecord heldUp(Reason reason, String message) {
    conditions.isFalse(ConditionType.REPLICATION_READY, reason, message);
    return this;
  }

  /** The write that brings the status up to date, if any is needed. */
  UpdateControl<Replication> update() {
    return StatusPatch.of(
        replication,
        new Replication(),
        new ReplicationStatus(
            replication.getMetadata().getGeneration(),
            namespaces,
            desired,
            inPlace,
            failed,
            failures,
            conditions.list()));
  }
}
