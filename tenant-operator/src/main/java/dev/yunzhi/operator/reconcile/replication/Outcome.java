package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.ReplicationFailure;
import java.util.List;

/**
 * What came of the copies in one namespace.
 *
 * @param failures in the order of the copies; messages bear nothing that changes by itself
 */
record Outcome(List<ReplicationFailure> failures) {

  /** The API server refused or did not answer; trying again by itself may help. */
  static final String FAILED = "Failed";

  /** An object of that name exists and is not a copy. */
  static final String CONFLICT = "Conflict";

  /** The API server lets the replicator not write it. */
  static final String REFUSED = "Refused";

  /** A binding waits for the Role that it binds. */
  static final String ROLE_NOT_IN_PLACE = "RoleNotInPlace";

  Outcome {
    failures = List.copyOf(failures);
  }

  boolean inPlace() {
    return failures.isEmpty();
  }

  /** Whether the same may be otherwise in a moment. */
  boolean passing() {
    return failures.stream().anyMatch(f -> f.reason().equals(FAILED));
  }
}
