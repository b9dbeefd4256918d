package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.ReplicationFailure;
import dev.yunzhi.operator.condition.Reason;
import java.util.List;

/**
 * What came of the copies in one namespace.
 *
 * @param failures in the order of the copies; messages bear nothing that changes by itself
 */
record Outcome(List<ReplicationFailure> failures) {

  Outcome {
    failures = List.copyOf(failures);
  }

  boolean inPlace() {
    return failures.isEmpty();
  }

  /** Whether the same may be otherwise in a moment. */
  boolean passing() {
    return failures.stream().anyMatch(f -> f.reason().equals(Reason.FAILED.wire()));
  }
}
